# shellcheck shell=bash
# Builds what is measured and what measures. Sets native_server, jit_server, empty_server.

published=$PWD/artifacts/bench
native_server=$published/native/zenml-server
jit_server=$published/jit/zenml-server
empty_server=$published/empty/Empty

publish() {
  local project=$1 target=$2
  shift 2
  say "Publishing $project to $target"
  dotnet publish "$project" -c Release --use-current-runtime -o "$target" -v quiet "$@" >&2
}

publish_native_server() { publish src/ZenML.Server "$published/native" -p:PublishAot=true; }

# The same server for the installed runtime, compiled ahead where that is possible and again while it runs (tiered, guided by profiles).
publish_jit_server() { publish src/ZenML.Server "$published/jit" -p:PublishAot=false -p:PublishReadyToRun=true -p:TieredPGO=true --self-contained false; }

publish_empty_server() { publish bench/Empty "$published/empty" -p:PublishAot=true; }

build_tools() {
  say "Building the tools"
  clang -O2 -o "$folder/first-answer" bench/first-answer.c
  clang -O2 -shared -fPIC -o "$folder/slow-flush.so" bench/slow-flush.c
  for tool in Seed Report; do dotnet build "bench/$tool" -c Release -v quiet -clp:ErrorsOnly -o "$folder/tools/$tool" >&2; done
}

seed() { dotnet "$folder/tools/Seed/Seed.dll" "$@"; }

report() { dotnet "$folder/tools/Report/Report.dll" "$@"; }
