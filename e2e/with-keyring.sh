#!/usr/bin/env bash
# Runs a command in a private D-Bus session beside a real, throw-away Secret Service (packages dbus and gnome-keyring).
#
#   with-keyring.sh [MODE] COMMAND [ARGUMENT...]
#     --unlocked   (default) the keyring is open
#     --locked     a keyring exists, and nobody has unlocked it
#     --empty      the service runs, and no keyring was ever made
#     --stopped    the service owns its name and never answers
#     --without    there is a session bus, and no service on it
#
# The command inherits KEYRING_PID where a service runs. Its exit code becomes this script's.
set -euo pipefail

mode=--unlocked
case "${1-}" in
  --unlocked | --locked | --empty | --stopped | --without) mode=$1; shift ;;
esac
[ $# -gt 0 ] || { echo "with-keyring.sh: no command" >&2; exit 64; }

if [ -z "${WITH_KEYRING_FOLDER-}" ]; then
  # First pass, outside of the bus: a home that nothing else sees, and a bus that starts no service by itself (an
  # installed one would otherwise be started behind our back as soon as somebody asks for it).
  WITH_KEYRING_FOLDER=$(mktemp -d)
  export WITH_KEYRING_FOLDER
  trap 'rm -rf "$WITH_KEYRING_FOLDER"' EXIT
  export XDG_DATA_HOME=$WITH_KEYRING_FOLDER/data XDG_RUNTIME_DIR=$WITH_KEYRING_FOLDER/run
  export XDG_CONFIG_HOME=$WITH_KEYRING_FOLDER/config XDG_CACHE_HOME=$WITH_KEYRING_FOLDER/cache
  mkdir -m 700 "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME"
  cat >"$WITH_KEYRING_FOLDER/bus.conf" <<CONFIGURATION
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=$XDG_RUNTIME_DIR</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONFIGURATION
  dbus-run-session --config-file="$WITH_KEYRING_FOLDER/bus.conf" -- "$BASH" "$0" "$mode" "$@"
  exit
fi

keyring=
log=$WITH_KEYRING_FOLDER/keyring.log
stop_keyring() {
  [ -n "$keyring" ] || return 0
  # KILL, because a stopped process never sees TERM.
  kill -KILL "$keyring" 2>/dev/null || true
  wait "$keyring" 2>/dev/null || true
  keyring=
}
trap stop_keyring EXIT

ask() { # DESTINATION PATH METHOD ARGUMENT
  dbus-send --session --print-reply --dest="$1" "$2" "$3" "string:$4" 2>/dev/null
}
service_runs() {
  ask org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner org.freedesktop.secrets | grep -q 'boolean true'
}
default_keyring_exists() {
  ask org.freedesktop.secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.ReadAlias default |
    grep -q 'object path "/.'
}
until_true() {
  for _ in $(seq 100); do
    "$@" && return 0
    kill -0 "$keyring" 2>/dev/null || break
    sleep 0.1
  done
  echo "with-keyring.sh: $* is not true of gnome-keyring-daemon" >&2
  cat "$log" >&2
  exit 70
}

# Each returns only when what it names is so: what runs next can rely on it.
start_keyring() {
  # <&0, because a shell gives /dev/null to what it starts in the background.
  gnome-keyring-daemon --foreground --components=secrets --control-directory="$XDG_RUNTIME_DIR/keyring" "$@" \
    <&0 >/dev/null 2>"$log" &
  keyring=$!
  until_true service_runs
}
start_unlocked() {
  start_keyring --unlock < <(printf 'a-password-for-tests')
  until_true default_keyring_exists
}

case $mode in
  --unlocked) start_unlocked ;;
  --locked)
    start_unlocked # makes the login keyring
    stop_keyring
    start_keyring
    ;;
  --empty) start_keyring ;;
  --stopped)
    start_unlocked
    kill -STOP "$keyring"
    ;;
  --without) ;;
esac
export KEYRING_PID=$keyring
unset WITH_KEYRING_FOLDER # so that the command may use this script again
"$@"
