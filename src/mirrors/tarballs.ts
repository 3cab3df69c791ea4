import { canonicalUrl } from "../catalog/lookup.ts";

/** A mirror of https://dl.google.com/go, from which toolchain managers take Go itself. */
interface TarballMirror {
  /** Folder of `go1.26.8.linux-amd64.tar.gz` and its like. */
  url: string;
  /** The module proxy of the same operator. */
  beside: string | null;
  /** The day (ISO) on which it was seen to serve a release. */
  verifiedOn: string;
}

/**
 * Mirrors of Go's own releases in mainland China, the one to choose first in front. golang.google.cn/dl and the folder
 * of USTC only redirect to dl.google.com; those of TUNA, BFSU, Huawei Cloud and Tencent are gone.
 */
const tarballMirrors: readonly TarballMirror[] = [
  {
    url: "https://mirrors.aliyun.com/golang",
    beside: "https://mirrors.aliyun.com/goproxy",
    verifiedOn: "2026-09-17",
  },
  {
    url: "https://mirrors.nju.edu.cn/golang",
    beside: "https://repo.nju.edu.cn/repository/go",
    verifiedOn: "2026-09-17",
  },
  { url: "https://mirrors.hust.edu.cn/golang", beside: null, verifiedOn: "2026-09-17" },
];

/**
 * Where a toolchain manager takes Go from, for a chain that is made for mainland China: the mirror of an operator that
 * is in the chain, else the first one.
 */
export function tarballsFor(proxies: readonly string[]): string {
  const asked = new Set(proxies.map(canonicalUrl));
  const same = tarballMirrors.find(({ beside }) => beside !== null && asked.has(beside));
  return (same ?? tarballMirrors[0]!).url;
}
