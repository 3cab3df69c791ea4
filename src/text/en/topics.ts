import type { Topic } from "../shape.ts";

export const topics: Record<Topic, string> = {
  fallback: `What makes go move on to the next entry of GOPROXY

A comma lets go move on only where an entry has no such module (404, 410). A pipe does so after any failure: a
refused connection, a time-out of the system, 403, 500. (Since go 1.15; before, a pipe is a part of the URL.)
$ goproxy-cfg validate "GOPROXY=https://goproxy.cn,direct"
$ goproxy-cfg validate "GOPROXY=https://goproxy.cn|direct"

Neither helps where a server takes the connection and then says nothing: go waits for ever. Nor where it answers
200 with something else, such as a login page: go takes that for the answer.
$ goproxy-cfg doctor

direct fetches from the repository itself, with git and its kin; off ends the list. Nothing after either is asked.
$ goproxy-cfg why github.com/google/uuid`,

  patterns: `What a pattern of GOPRIVATE matches

Glob patterns with commas between them, each compared with as many leading elements of the module path as it has
itself. Below a match everything matches; a star stands for no slash.
$ goproxy-cfg private list

  corp.com        corp.com and corp.com/x, not git.corp.com
  *.corp.com      git.corp.com and git.corp.com/x, not corp.com
  corp.com/*      corp.com/x and corp.com/x/y, not corp.com itself

With a scheme, a port, a login, a leading slash or /... it matches nothing, and go does not say so.
$ goproxy-cfg validate "GOPRIVATE=https://git.corp.com/..."

GOPRIVATE is only the default of GONOPROXY (who is asked) and GONOSUMDB (who verifies). Where one of them is set,
it replaces GOPRIVATE for its part.
$ goproxy-cfg why git.corp.com/team/app`,

  sumdb: `Who verifies what was downloaded

go compares the hash of every module that is new to go.sum with the checksum database. The default,
sum.golang.org, is asked through the proxy where that serves it, else directly. goproxy.cn and Alibaba's mirror
serve it: GOSUMDB can stay as it is.
$ goproxy-cfg list
$ goproxy-cfg test

sum.golang.google.cn is the same database under another name. go asks it directly, past every proxy.
With GOSUMDB=off nothing is compared, and a mirror can serve what it likes. For modules of your own there is
GOPRIVATE, which keeps their names from the database, too.
$ goproxy-cfg validate GOSUMDB=off

Toolchains, which go downloads by itself, are always verified: with GOSUMDB=off they fail.
$ goproxy-cfg why golang.org/toolchain`,

  precedence: `Which of several values counts

For each variable go takes the first of these:
  1  the environment, where it is not empty (an export in a startup file, a CI variable, a container's ENV)
  2  the file that \`go env -w\` writes; since go 1.21 an empty value counts here
  3  GOROOT/go.env, since go 1.21, where distributions put theirs
  4  what is built in
$ goproxy-cfg current

So \`go env -w\` has no effect while a variable is exported, and only the last line of a key counts in the file.
$ goproxy-cfg doctor --only env

GOENV names another file, or with off none: then nobody reads what \`go env -w\` writes.
$ go env GOENV`,

  myths: `What articles say, and what go does

"Set GO111MODULE=on first." It has been the default since go 1.16: left empty, go is in module mode all the same
(outside of it the second line would be empty, too).
$ go env GO111MODULE GOMOD

"goproxy.cn belongs to Alibaba." Qiniu Cloud runs it. Alibaba's is mirrors.aliyun.com/goproxy/.
$ goproxy-cfg list

"https://goproxy.cn,direct falls back when the mirror is down." Only after 404 or 410; a pipe does.
$ goproxy-cfg validate "GOPROXY=https://goproxy.cn,direct"

"In China GOSUMDB=off is needed." It is not: goproxy.cn and Alibaba's mirror serve the checksum database.
$ goproxy-cfg test goproxy.cn aliyun

"*.corp.com covers corp.com." It does not, and corp.com/... covers nothing at all.
$ goproxy-cfg validate "GOPRIVATE=*.corp.com,corp.com/..."

"export GOPROXY in ~/.bashrc is the safe way." It hides \`go env -w\` from then on, and not every IDE sees it.
$ goproxy-cfg current

"GOFLAGS=-insecure or GOINSECURE makes a proxy with a bad certificate work." GOINSECURE is about repositories that
are fetched directly; a proxy's certificate has to be trusted by the system, or named by SSL_CERT_FILE on Linux.
$ goproxy-cfg validate "GOINSECURE=*"`,
};
