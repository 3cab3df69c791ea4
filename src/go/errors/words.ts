/** What an operating system says of a connection or a file. */
export type SystemFault =
  | "refused"
  | "timeout"
  | "reset"
  | "unreachable"
  | "no-address"
  | "forbidden"
  | "full"
  | "denied"
  | "read-only"
  | "in-use"
  | "virus"
  | "too-many-files"
  /** A file system without locks, links or the names that go needs; a disk that fails. */
  | "unusable";

/**
 * The words of Linux, macOS and BSD (go has them in English), and those of Windows in its languages, from
 * FormatMessage for WSAECONNREFUSED, WSAETIMEDOUT, WSAECONNRESET, WSAECONNABORTED, WSAENETUNREACH, WSAEHOSTUNREACH,
 * WSAEACCES, ERROR_DISK_FULL, ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION. `.{0,3}` stands where a code page
 * spoils a letter with an accent.
 */
const words: readonly (readonly [SystemFault, RegExp])[] = [
  [
    "refused",
    /connection refused|actively refused|积极拒绝|積極拒絕|目標電腦拒絕|連線被拒|连接被拒绝|拒绝连接|拒否されたため|接続を拒否|연결을 거부|Verbindung(?:saufbau)? (?:verweigerte|abgelehnt)|express.{0,3}ment refus|refus.{0,3}e par|deneg.{0,3} expresamente|recusou ativamente|отверг запрос|В соединении отказано|Rifiuto persistente|Connessione rifiutata|aktywnie (?:go|jej) odmawia|etkin olarak reddetti|aktivn.{0,3} odm.{0,3}tl/i,
  ],
  [
    "timeout",
    /i\/o timeout|connection timed out|operation timed out|timed out|deadline exceeded|Client\.Timeout exceeded|properly respond after a period|没有正确答复|没有正确响应|内没有正确|没有反应，连接尝试失败|並未正確回應|連線逾時|连接超时|超时|一定の時間を過ぎても|接続がタイムアウト|응답이 없어|nicht richtig reagiert|Zeit.{0,3}berschreitung|pas r.{0,3}pondu convenablement|temporisation|no respondi.{0,3} adecuadamente|n.{0,3}o respondeu corretamente|не получен нужный отклик|истекло время|Risposta non corretta della parte|nieprawid.{0,3}owo odpowiedzia|не отвечает/i,
  ],
  [
    "reset",
    /reset by peer|connection reset|forcibly closed|aborted by the software|connection abort|software caused connection abort|broken pipe|强迫关闭|强制关闭|強制關閉|软件中止|軟體中止|连接被重置|连接被对方重设|断开的管道|強制的に切断|中止されました|강제로 끊|의해 중단|vom Remotehost (?:geschlossen|beendet)|durch den Hostcomputer abgebrochen|ferm.{0,3}e par l.{1,3}h.{0,3}te distant|abandonn.{0,3}e par un logiciel|Se ha forzado la interrupci|anulado una conexi|For(?:am|.{0,3})? ?for.{0,3}ado o cancelamento|foi anulada pelo software|принудительно разорвал|разорвала установленное|interrotta forzatamente/i,
  ],
  [
    "unreachable",
    /network is unreachable|no route to host|host is (?:unreachable|down)|network is down|unreachable (?:network|host)|无法连接的(?:网络|主机)|無法連線到的(?:網路|主機)|网络不可达|没有到主机的路由|到達できない(?:ネットワーク|ホスト)|연결할 수 없는 (?:네트워크|호스트)|nicht verf.{0,3}gbare[sn]? (?:Netzwerk|Host)|r.{0,3}seau impossible|h.{0,3}te impossible|red no accesible|host no accesible|rede inacess|при отключенной сети|недоступн.{0,3} (?:сет|хост)|rete non raggiungibile/i,
  ],
  [
    "no-address",
    /cannot assign requested address|can't assign requested address|requested address is not valid in its context/i,
  ],
  [
    "forbidden",
    /forbidden by its access permissions|socket: (?:permission denied|operation not permitted)|connect: (?:permission denied|operation not permitted)|访问权限不允许|不允許的方式|アクセス許可で禁じられた|액세스 권한에 의해|Zugriffsrechte des Sockets|autorisations d.{1,3}acc|permisos de acceso|запрещенным правами/i,
  ],
  [
    "full",
    /no space left on device|disk quota exceeded|not enough space on the disk|disk is full|磁盘空间不足|磁碟空間不足|设备上没有空间|超出磁盘限额|十分な空き領域|デバイスに空き領域|디스크 공간이 부족|nicht genug Speicherplatz|Auf dem Ger.{0,3}t ist kein|Espace insuffisant|Aucun espace|Espacio en disco insuficiente|Espa.{0,3}o (?:em disco )?insuficiente|Недостаточно места|Spazio (?:su disco )?insufficiente/i,
  ],
  ["read-only", /read-only file system|只读文件系统|write protected|media is write/i],
  [
    "denied",
    /permission denied|operation not permitted|Access is denied|权限不够|不允许的操作|拒绝访问|存取被拒|アクセスが拒否|許可がありません|액세스가 거부|Zugriff verweigert|Keine Berechtigung|Acc.{0,3}s refus|Permission non accord|Acceso denegado|Permiso denegado|Acesso negado|Permiss.{0,3}o negada|Отказано в доступе|Accesso negato|Odmowa dost|Eri.{0,3}im engellendi/i,
  ],
  [
    "in-use",
    /being used by another process|另一个程序正在使用|另一個程序正在使用|別のプロセスが使用中|다른 프로세스가|von einem anderen Prozess|utilis.{0,3} par un autre processus|siendo utilizado por otro proceso|занят другим процессом|text file busy|device or resource busy/i,
  ],
  [
    "virus",
    /contains a virus|包含病毒|ウイルスまたは|enth.{0,3}lt einen Virus|содержит вирус|contient un virus/i,
  ],
  ["too-many-files", /too many open files/i],
  [
    "unusable",
    /function not implemented|operation not supported|not a directory|cross-device link|file name too long|input\/output error|stale (?:NFS )?file handle|文件名过长|输入\/输出错误/i,
  ],
];

/** What these words of an operating system mean; null where they are not known. */
export function systemFault(said: string): SystemFault | null {
  return words.find(([, pattern]) => pattern.test(said))?.[0] ?? null;
}

/** Code pages of Windows consoles that an encoder in JavaScript can be made for. */
const pages = [
  "gb18030",
  "big5",
  "shift_jis",
  "euc-kr",
  "ibm866",
  "windows-1251",
  "windows-1252",
] as const;
type Page = (typeof pages)[number] | "cp437" | "cp850";

const upper = {
  cp437:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
  cp850:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0",
};

/** A text that is longer than any system's message is none. */
const longest = 600;

/**
 * What a system's message may have been before it went through the wrong code page: bytes of one read as another,
 * or UTF-8 read as one (`鐢变簬` for 由于), in which the last character may be lost. The likelier ones first.
 */
export function* readings(said: string): Generator<string> {
  if (said.length > longest || /^[\x20-\x7e\s]*$/.test(said)) return;
  for (const page of ["gb18030", "cp850", "cp437", ...pages.slice(1).toReversed()] as const) {
    const bytes = encoded(said, page);
    if (bytes !== null) yield utf8.decode(bytes);
  }
  const raw = isLatin1(said) ? Buffer.from(said, "latin1") : encoded(said, "gb18030");
  if (raw === null) return;
  for (const page of pages) yield new TextDecoder(page).decode(raw);
  yield decodedAs("cp850", raw);
}

const utf8 = new TextDecoder("utf-8");

function isLatin1(text: string): boolean {
  return /^[\0-\xff]*$/.test(text);
}

function decodedAs(page: "cp437" | "cp850", bytes: Uint8Array): string {
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : upper[page][byte - 0x80],
  ).join("");
}

/** null where most of what is not ASCII is not of this code page. */
function encoded(text: string, page: Page): Uint8Array | null {
  const table = tableOf(page);
  const bytes: number[] = [];
  let [strange, missing] = [0, 0];
  for (const character of text) {
    if (character < "\x80") {
      bytes.push(character.charCodeAt(0));
      continue;
    }
    strange += 1;
    const known = table.get(character);
    if (known === undefined) missing += 1;
    else bytes.push(...known);
  }
  return missing * 3 > strange ? null : Uint8Array.from(bytes);
}

const tables = new Map<Page, ReadonlyMap<string, readonly number[]>>();

/** Made of the decoder: node has no encoder for these. */
function tableOf(page: Page): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(page);
  if (known !== undefined) return known;
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[], character: string) => {
    if (character.length > 0 && !character.includes("\ufffd") && !table.has(character))
      table.set(character, bytes);
  };
  if (page === "cp437" || page === "cp850") {
    [...upper[page]].forEach((character, index) => add([0x80 + index], character));
  } else {
    const decoder = new TextDecoder(page);
    const decode = (...bytes: number[]) => decoder.decode(Uint8Array.from(bytes));
    for (let first = 0x80; first <= 0xff; first++) {
      const alone = decode(first);
      if ([...alone].length === 1) add([first], alone);
      if (page.startsWith("windows") || page === "ibm866") continue;
      for (let second = 0x40; second <= 0xfe; second++) {
        const pair = decode(first, second);
        if ([...pair].length === 1) add([first, second], pair);
      }
    }
  }
  tables.set(page, table);
  return table;
}
