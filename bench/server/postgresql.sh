# shellcheck shell=bash
# PostgreSQL from Debian's package with its own settings (every commit flushed), in a folder of the bench, on a port of its own and under an account without rights.

postgresql_folder=$folder/postgresql
postgresql_process=
PGPASSWORD=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
export PGPASSWORD

postgresql_programs() { dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)"; }

without_rights() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
  else
    "$@"
  fi
}

start_postgresql() {
  say "Starting PostgreSQL"
  postgresql_port=$(free_port)
  mkdir "$postgresql_folder"
  printf %s "$PGPASSWORD" > "$postgresql_folder/password"
  [ "$(id -u)" -ne 0 ] || chown -R postgres "$postgresql_folder"
  without_rights "$(postgresql_programs)/initdb" -D "$postgresql_folder/data" -U zenml --pwfile="$postgresql_folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 > /dev/null
  without_rights "$(postgresql_programs)/postgres" -D "$postgresql_folder/data" -h 127.0.0.1 -p "$postgresql_port" -k "$postgresql_folder" \
    > "$folder/postgresql.log" 2>&1 &
  postgresql_process=$!
  wait_for "$postgresql_process" "$(postgresql_programs)/pg_isready" -h 127.0.0.1 -p "$postgresql_port" \
    || fail "PostgreSQL does not start: $(tail -n 5 "$folder/postgresql.log")"
}

# Prints the URL of a fresh database.
create_postgresql_database() {
  "$(postgresql_programs)/psql" -q -h 127.0.0.1 -p "$postgresql_port" -U zenml -d postgres -c "CREATE DATABASE $1" >&2
  echo "postgresql://zenml:$PGPASSWORD@127.0.0.1:$postgresql_port/$1?sslmode=disable"
}

stop_postgresql() {
  [ -n "$postgresql_process" ] || return 0
  without_rights "$(postgresql_programs)/pg_ctl" -D "$postgresql_folder/data" -m fast stop > /dev/null
  wait "$postgresql_process" || true
  postgresql_process=
}
