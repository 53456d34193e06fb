# Sourced by ./run and ./test: looks at what the machine has, says what is missing, and installs what can be installed.
# Nothing is installed without being named first; where there is a terminal, not without a yes.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

confirm() {
    [ -t 0 ] && [ -t 1 ] || return 0
    local answer
    read -r -p "$1 [Y/n] " answer
    [[ -z $answer || $answer == [yY]* ]]
}

require_dotnet() {
    command -v dotnet >/dev/null || die "The .NET SDK 10 is needed and not installed: see https://dotnet.microsoft.com/download"
    dotnet --version >/dev/null 2>&1 || die "No installed .NET SDK matches global.json, which asks for 10.0: see https://dotnet.microsoft.com/download"
}

# install_packages NAME...: with the package manager of this machine.
install_packages() {
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || return 1
        as_root=(sudo)
    fi
    if command -v apt-get >/dev/null; then
        "${as_root[@]}" apt-get update -qq && without_services env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    elif command -v dnf >/dev/null; then
        "${as_root[@]}" dnf install -y -q "$@"
    elif command -v brew >/dev/null; then
        brew install --quiet "$@"
    else
        return 1
    fi
}

# without_services COMMAND...: Debian starts each server that it installs, on ports that may be somebody's; its own way to say no is this file.
without_services() {
    local policy=/usr/sbin/policy-rc.d code
    [ -e "$policy" ] && { "${as_root[@]}" "$@"; return; }
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null && "${as_root[@]}" chmod +x "$policy"
    "${as_root[@]}" "$@"
    code=$?
    "${as_root[@]}" rm -f "$policy"
    return "$code"
}

container_runtime_answers() {
    local runtime
    for runtime in ${ASPIRE_CONTAINER_RUNTIME:-docker podman}; do
        command -v "$runtime" >/dev/null && timeout 5 "$runtime" ps -q >/dev/null 2>&1 && return 0
    done
    return 1
}

# require_program NAME [PACKAGE]: installs it when it is missing.
require_program() {
    local name=$1 package=${2:-$1}
    PATH=$PATH:/usr/sbin command -v "$name" >/dev/null && return 0
    say "$name is missing. It will be installed with this machine's package manager (package $package)."
    confirm "Install $package now?" || die "Without $name this cannot go on. Install it yourself and try again."
    install_packages "$package" || die "Installing $package did not work. Install $name yourself (Debian: apt-get install $package; macOS: brew install $package) and try again."
}

# A browser to test with, by whichever of its names; none is downloaded from anywhere but this machine's packages.
require_chromium() {
    local name
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return 0
    done
    require_program chromium
}

# require_node_packages FROM TO: exactly what the lock file in FROM names, into TO. No install script of a package is run.
require_node_packages() {
    local from=$1 to=$2
    require_program node nodejs
    require_program npm
    cmp -s "$from/package-lock.json" "$to/installed.json" && return 0
    say "Installing the packages of $from into $to ..."
    mkdir -p "$to" && cp "$from/package.json" "$from/package-lock.json" "$to/" \
        && npm ci --prefix "$to" --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null \
        && cp "$from/package-lock.json" "$to/installed.json" \
        || die "npm ci in $to did not work; the lines above say why."
}

# The events' server: a container where a runtime answers (with the packages only, offline/ starts none), else the program.
require_nats() {
    local choice=${Uploads__Nats:-auto}
    [ "$choice" = container ] && return 0
    [ "$choice" = auto ] && [ "$UseAspirePackages" = true ] && container_runtime_answers && return 0
    [ -n "${Uploads__NatsServerPath:-}" ] && return 0
    require_program nats-server
}

# The Aspire packages when they can be restored, offline/ when not. Asked once; `rm artifacts/aspire-packages` asks again.
choose_aspire() {
    local version cache answer=artifacts/aspire-packages
    version=$(sed -n 's:.*<AspireVersion>\(.*\)</AspireVersion>.*:\1:p' Directory.Build.props)
    cache=${NUGET_PACKAGES:-$HOME/.nuget/packages}
    if [ -z "${UseAspirePackages:-}" ]; then
        if [ -d "$cache/aspire.hosting.apphost/$version" ]; then
            UseAspirePackages=true
        elif [ -f "$answer" ]; then
            UseAspirePackages=$(cat "$answer")
        else
            say "Looking for the Aspire packages $version ..."
            UseAspirePackages=$(can_restore_aspire)
            mkdir -p artifacts && printf '%s' "$UseAspirePackages" >"$answer"
        fi
    fi
    export UseAspirePackages
    if [ "$UseAspirePackages" = true ]; then say "Aspire: the packages, $version."; else say "Aspire: offline/, because the packages cannot be restored here."; fi
}

# With the checkout's own project, so that whatever its build needs is what is looked for.
can_restore_aspire() {
    if UseAspirePackages=true timeout 600 dotnet restore UploadProcessing.AppHost >/dev/null 2>&1; then printf true; else printf false; fi
}
