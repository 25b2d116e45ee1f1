#!/usr/bin/env bash
# Brings accounts, folders and keys of the SFTP server in line with the machine clients of the database. As root; as often as one likes
# (studentnet-sftp-prepare.timer runs it every minute). Accounts of clients that were switched off stay, without a key.
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
    clients=$STUDENTNET_SFTP_CLIENTS
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
for client in $clients; do
    # The command prints nothing else; a name is a path and an account here, so it is looked at once more.
    [[ $client =~ ^[a-z][a-z0-9-]{0,31}$ ]] || { echo "略過帳號 $client" >&2; continue; }
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
done
