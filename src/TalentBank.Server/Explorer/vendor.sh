#!/usr/bin/env bash
# Fetches the explorer's third-party files from npm anew, into wwwroot/explorer/vendor. To take a newer version, change it and
# its digest here (`npm view NAME@VERSION dist.integrity`), run this, and look at the page.
set -euo pipefail
vendor=$(cd "$(dirname "$0")/../wwwroot/explorer/vendor" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fetch() { # fetch <name> <version> <digest>: the package's files in ./<name>
  npm pack --silent --pack-destination . "$1@$2" >/dev/null
  local digest
  digest="sha512-$(openssl dgst -sha512 -binary "$1-$2.tgz" | base64 -w0)"
  [ "$digest" = "$3" ] || { echo "$1 $2 is not what was expected: $digest" >&2; exit 1; }
  mkdir "$1" && tar -xzf "$1-$2.tgz" -C "$1" --strip-components=1
  printf '%s %s %s\n' "$1" "$2" "$3" >>versions
}

fetch graphiql 3.9.0 sha512-rJYFlHdBbug9+YbFSwRVvgfPjCayC7wHecZkx/qB4XLuQPFQZw/yB9pmHFtOJV6RiNBBHro3u1GdocKa3YcGRA==
fetch react 18.3.1 sha512-wS+hAgJShR0KhEvPJArfuPVN1+Hz1t0Y6n5jLrGQbkb4urgPE/0Rve+1kMB1v/oWgHgm4WIcV+i7F2pTVj+2iQ==
fetch react-dom 18.3.1 sha512-5m4nQKp+rZRb09LNH59GM4BxTh9251/ylbKIbpe7TpGxfJ+9kv6BLkLBXIjjspbgbnIBNqlI23tRnTWT0snUIw==

rm -f "$vendor"/*
cp react/umd/react.production.min.js react-dom/umd/react-dom.production.min.js "$vendor"
sed '/^\/\/# sourceMappingURL=/d' graphiql/graphiql.min.js >"$vendor/graphiql.min.js"
# Without the fonts, five sixths of it: the page takes the machine's own.
sed 's/@font-face *{[^}]*}//g' graphiql/graphiql.min.css >"$vendor/graphiql.min.css"
cp versions "$vendor/versions.txt"
for name in graphiql react react-dom; do
  printf '== %s ==\n\n' "$name" && cat "$name/LICENSE" && printf '\n'
done >"$vendor/LICENSES.txt"
