#!/bin/sh
# Starts nginx for one static part, as any user. Writes config.json, which tells the built files where the others are.
#   API_URL        for the files: the API's address as a browser reaches it; empty: the same origin
#   WIDGET_URL     for the dashboard: the address of the widget's files, which stands in the line for the sites' pages
#   API_UPSTREAM   for the dashboard's host: the API's address as this host reaches it
set -eu

conf=${STONECHAT_NGINX:-/etc/nginx/stonechat}
# nginx.conf names this folder; only the tests write elsewhere.
work=${STONECHAT_WORK:-/tmp/stonechat}
mkdir -p "$work/nginx"
cp "$conf"/*.conf "$work/nginx/"

check_address() {
  case "$2" in
    *[\"\\]* | *[[:cntrl:]]*) echo "$1 is no address: $2" >&2; exit 1 ;;
  esac
}
check_address API_URL "${API_URL:-}"
check_address WIDGET_URL "${WIDGET_URL:-}"
printf '{"api": "%s"%s}\n' "${API_URL:-}" "${WIDGET_URL:+, \"widget\": \"$WIDGET_URL\"}" > "$work/config.json"

if [ -f "$conf/proxy.conf.template" ]; then
  : "${API_UPSTREAM:?Where is the API? For instance http://api:8000}"
  resolver=$(awk '$1 == "nameserver" { print ($2 ~ /:/) ? "[" $2 "]" : $2; exit }' /etc/resolv.conf)
  # The name is resolved again while nginx runs: an API that was started again may have another address.
  sed -e "s|@API_UPSTREAM@|${API_UPSTREAM%/}|" -e "s|@RESOLVER@|${resolver:-127.0.0.1}|" \
    "$conf/proxy.conf.template" > "$work/nginx/part.conf"
fi

exec nginx -c "$work/nginx/nginx.conf" -g "daemon off;"
