#!/usr/bin/env bash
# Removes what a trial made or started on this machine when the trial is over. It reads one thing a line until the trial's end of the pipe closes,
# and that happens however the trial ends: also when it is killed and can do nothing itself. The last thing goes first.
#
#   process <id> <words of its command line>    ended, when it still is that process
#   folder <path>
#   group <name>                                with the accounts that are its members
set -u
trap '' INT TERM HUP

things=()
while IFS= read -r thing; do things+=("$thing"); done

for ((i = ${#things[@]} - 1; i >= 0; i--)); do
    read -r kind name words <<<"${things[i]}"
    case $kind in
        process)
            # The number may long be another process's.
            if { tr '\0' ' ' <"/proc/$name/cmdline"; } 2>/dev/null | grep -qF -- "$words"; then
                kill -9 "$name" 2>/dev/null
                while kill -0 "$name" 2>/dev/null && ! grep -q '^State:[[:space:]]*Z' "/proc/$name/status" 2>/dev/null; do sleep 0.05; done
            fi
            ;;
        folder) rm -rf -- "$name" ;;
        group)
            for account in $(getent group "$name" | cut -d: -f4 | tr ',' ' '); do userdel "$account"; done
            getent group "$name" >/dev/null && groupdel "$name"
            ;;
    esac
done
