# What ./start, ./test and ./bench share. Sourced, not run; the caller has set `root`.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# The browser is the system's Chromium; the driver comes with the package.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
# Some build machines give root no home; the SDK wants one.
export HOME="${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}"

say() { printf '%s\n' "$*"; }

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Package sources are this machine's affair: their addresses do not belong in a log that is passed on.
without_addresses() { sed -E 's#[a-z]+://[^][:space:]"'\'')>,]+#…#g'; }

# Runs a command with its output kept in a file, shown only when it fails.
quietly() {
    local log=$1
    shift
    if ! "$@" </dev/null >"$log" 2>&1; then
        without_addresses <"$log" | tail -n 60 >&2
        return 1
    fi
}

need_dotnet() {
    command -v dotnet >/dev/null 2>&1 ||
        die "找不到 dotnet。請先安裝 .NET 10 SDK，再執行一次。"
    (cd "$root" && dotnet --version >/dev/null 2>&1) ||
        die "這台機器的 .NET SDK 不是 10.0 版（有：$(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')）。請安裝 .NET 10 SDK。"
}

# apt packages that are missing, as root; without root it says what to install.
need_packages() {
    local missing=() package log
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null 2>&1 || die "缺少：${missing[*]}。這台機器沒有 apt，請用自己的方式安裝。"
    [ "$(id -u)" = 0 ] || die "缺少：${missing[*]}。請執行 sudo apt-get install --no-install-recommends ${missing[*]}"
    say "安裝 ${missing[*]} …"
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    quietly "$log" apt-get update -q || die "apt-get update 沒有成功，不能安裝 ${missing[*]}。"
    quietly "$log" apt-get install -q -y --no-install-recommends "${missing[@]}" || die "apt-get install ${missing[*]} 沒有成功。"
    rm -f "$log"
}

# Node.js restores the two front-end packages; nothing of it runs in the application. Debian 12's own 18 does, 20 is what we use.
need_node() {
    command -v node >/dev/null 2>&1 || need_packages nodejs
    command -v npm >/dev/null 2>&1 || need_packages npm
    local version
    version=$(node --version | sed -E 's/^v([0-9]+).*/\1/')
    [ "$version" -ge 18 ] || die "Node.js $(node --version) 太舊，請安裝 20 以上的版本。"
}

# Builds one project, or the solution, in the configuration that everything here uses; what follows its name goes to the build as it is.
build() {
    local log
    log=$(mktemp)
    if ! (cd "$root" && dotnet build "$@" -c Release -v q -nologo </dev/null >"$log" 2>&1); then
        # Errors first, each once: the rest of a failed build is noise.
        { grep -E 'error' "$log" | sort -u | head -n 40 || true; } | without_addresses >&2
        grep -qE 'error' "$log" || without_addresses <"$log" | tail -n 40 >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}
