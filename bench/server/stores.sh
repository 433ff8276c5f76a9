# shellcheck shell=bash
# Fills the stores. Each has a folder named after it: sqlite-1000, postgresql-1000000 and so on.

declare -A store_url=()

fill_stores() {
  local size
  for size in $sizes; do
    say "Filling sqlite-$size"
    seed fill "$folder/sqlite-$size" "$size"
    if [[ $databases == *postgresql* ]]; then
      say "Filling postgresql-$size"
      store_url[postgresql-$size]=$(create_postgresql_database "secrets_$size")
      seed copy "$folder/sqlite-$size" "$folder/postgresql-$size" "${store_url[postgresql-$size]}"
    fi
  done
}

# How long writing and flushing a page takes on the disk of the stores, in microseconds.
time_flush() {
  local pages=500 begin end
  begin=$(date +%s%N)
  dd if=/dev/zero of="$folder/flushed" bs=4096 count=$pages oflag=dsync 2> /dev/null
  end=$(date +%s%N)
  echo $(((end - begin) / pages / 1000))
}

# A copy of an embedded store that no server has opened yet.
copy_store() { cp -r "$folder/$1" "$folder/$2"; }
