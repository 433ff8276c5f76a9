# shellcheck shell=bash
# Starts and stops servers. A server has the name of its store.

declare -A server_url=() server_process=() server_token=()

# start_server NAME EXECUTABLE
start_server() {
  local name=$1 executable=$2 url
  url=http://127.0.0.1:$(free_port)
  say "Starting the server of $name"
  ZENML_CONFIG_PATH=$folder/$name ZENML_STORE_URL=${store_url[$name]:-} "$executable" --urls "$url" >> "$folder/$name.log" 2>&1 &
  server_process[$name]=$!
  server_url[$name]=$url
  wait_for "${server_process[$name]}" curl -sf "$url/health" || fail "the server of $name does not start: $(tail -n 5 "$folder/$name.log")"
  server_token[$name]=$(curl -sf -d "username=default&password=$ZENML_DEFAULT_USER_PASSWORD" "$url/api/v1/login" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
}

stop_server() {
  local process=${server_process[$1]}
  unset "server_process[$1]"
  kill "$process"
  wait "$process" || fail "the server of $1 did not end well: $(tail -n 5 "$folder/$1.log")"
}

stop_servers() { for name in "${!server_process[@]}"; do stop_server "$name"; done; }
