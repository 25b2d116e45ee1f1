#!/usr/bin/env bash
# Brings accounts, folders and keys of the SFTP server in line with the machine clients of the database. As root; as often as one likes
# (studentnet-sftp-prepare.timer runs it every minute). Accounts of clients that were switched off stay, without a key, and are reported.
#
#   prepare.sh --database … --data …      # what is given goes on to: StudentNet sftp-clients
set -euo pipefail

root=${STUDENTNET_SFTP_ROOT:-/srv/studentnet-sftp}
keys=${STUDENTNET_SFTP_KEYS:-/etc/studentnet-sftp/keys}
group=${STUDENTNET_SFTP_GROUP:-studentnet-sftp}
# The account that takes the files (studentnet-sftp.service), and its group.
service=${STUDENTNET_SFTP_SERVICE:-studentnet}
studentnet=${STUDENTNET:-dotnet /opt/studentnet/StudentNet.dll}

[ "$(id -u)" = 0 ] || { echo "請以 root 執行。" >&2; exit 1; }

# STUDENTNET_SFTP_CLIENTS names the clients where the keys are brought another way.
if [ -n "${STUDENTNET_SFTP_CLIENTS+set}" ]; then
    clients=${STUDENTNET_SFTP_CLIENTS// /$'\n'}
    keys=
else
    install -d -o root -g root -m 0755 "$(dirname "$keys")" "$keys"
    # Intended splitting: the command may have words of its own.
    # shellcheck disable=SC2086
    clients=$($studentnet sftp-clients --keys "$keys" "$@")
    chown -R root:root "$keys"
    find "$keys" -type f -exec chmod 0644 {} +
fi

getent group "$group" >/dev/null || groupadd --system "$group"
install -d -o root -g root -m 0755 "$root"
while IFS= read -r client; do
    [ -n "$client" ] || continue
    # Root is about to make an account of a line that a program printed. So the whole line must have the form of a client's name, and the
    # command must have written that client's keys.
    [[ $client =~ ^[a-z][a-z0-9-]{0,31}$ ]] || { echo "略過「$client」：不是用戶端代碼。" >&2; continue; }
    [ -z "$keys" ] || [ -s "$keys/$client" ] || { echo "略過「$client」：沒有公鑰檔，不是介接用戶端。" >&2; continue; }
    if ! id "$client" >/dev/null 2>&1; then
        useradd --system --user-group --groups "$group" --no-create-home --home-dir / --shell /usr/sbin/nologin "$client"
    fi
    own=$(id -gn "$client")
    # sshd wants the folder that a client is locked into to be root's alone.
    install -d -o root -g root -m 0755 "$root/$client"
    # The client writes, the service's group takes away; files get that group by the setgid bit.
    install -d -o "$client" -g "$(id -gn "$service")" -m 2770 "$root/$client/inbox"
    # The service writes, the client's group reads.
    install -d -o "$service" -g "$own" -m 2750 "$root/$client/outbox"
    install -d -o "$service" -g "$(id -gn "$service")" -m 0700 "$root/$client/work"
done <<<"$clients"

# Accounts of the group that no client has: switched off, or made by mistake. Said when the list changes, not every minute.
unowned=$(getent group "$group" | cut -d: -f4 | tr ',' '\n' | grep -vxF -e '' -f <(printf '%s\n' "$clients") | sort || true)
report=$root/accounts-without-client
if [ "$unowned" != "$(cat "$report" 2>/dev/null || true)" ]; then
    printf '%s' "$unowned" >"$report"
    while IFS= read -r account; do
        [ -z "$account" ] || echo "帳號 $account 不屬於任何啟用中的介接用戶端；確認不再使用後，以 userdel $account 移除。" >&2
    done <<<"$unowned"
fi
