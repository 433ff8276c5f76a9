# shellcheck shell=bash
# How the server is measured; every value can be set from outside.

seconds=${ZENML_BENCH_SECONDS:-3}      # how long each load lasts
rounds=${ZENML_BENCH_ROUNDS:-3}        # how often all loads are run in turn
starts=${ZENML_BENCH_STARTS:-40}       # how often each program is started
sizes=${ZENML_BENCH_SECRETS:-1000 1000000}
slow_flush=2000                        # how much longer a flush takes on the slow disk, in microseconds
databases=${ZENML_BENCH_DATABASES:-sqlite postgresql}

export ZENML_SECRETS_STORE_ENCRYPTION_KEY=bench-encryption-key-of-no-value
export ZENML_DEFAULT_USER_PASSWORD=bench-password

# Everything lies on a real disk: writes are flushed, and that has to cost what it costs.
folder=$(mktemp -d -p "${ZENML_BENCH_FOLDER:-${TMPDIR:-/tmp}}")
chmod 711 "$folder"
file_system=$(df --output=fstype "$folder" | tail -n 1)
if [ "$file_system" = tmpfs ]; then
  rmdir "$folder"
  echo "bench: $(dirname "$folder") is in memory. Name a folder on a disk: ZENML_BENCH_FOLDER=..." >&2
  exit 1
fi

say() { printf '%s  %s\n' "$(date +%T)" "$*" >&2; }

fail() {
  printf 'bench: %s\n' "$*" >&2
  exit 1
}

# A port of 127.0.0.1 that nobody listens on.
free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)); (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
  echo "$port"
}

# Waits until a command succeeds, or a process has ended.
wait_for() {
  local process=$1
  shift
  until "$@" > /dev/null 2>&1; do
    kill -0 "$process" 2> /dev/null || return 1
    sleep 0.05
  done
}
