#!/usr/bin/env bash
# Tries the Dockerfile where no container engine runs: takes what its build stage copies from a fresh clone into a clean
# directory, runs its RUN commands there in order, and starts the jar as its ENTRYPOINT does, with --help.
# Needs git, Maven and a JDK 25 (its bin first in PATH, or JAVA_HOME); uncommitted changes are not seen.
set -euo pipefail

top=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
clean=$(mktemp -d)
trap 'rm -rf "$clean"' EXIT
git clone --quiet "$top" "$clean/clone"
dockerfile=$clean/clone/docker/Dockerfile

# The build stage alone, without comments: from the first FROM to the second.
stage=$(awk '/^FROM / { stages++ } stages == 1 && !/^#/' "$dockerfile")
mkdir "$clean/src"
while read -r command rest; do
    case $command in
        FROM | WORKDIR | "") ;;
        COPY)
            read -ra words <<<"$rest"
            target=$clean/src/${words[-1]}
            for source in "${words[@]:0:${#words[@]}-1}"; do
                mkdir -p "$(dirname "$target")"
                echo "COPY $source"
                cp -r "$clean/clone/$source" "$target"
            done
            ;;
        RUN)
            # Mounts are caches of the image builder; the machine's own Maven repository stands in for them.
            run=$(sed -E 's/--mount=[^ ]+ +//g' <<<"$rest")
            echo "RUN $run"
            (cd "$clean/src" && bash -euc "$run")
            ;;
        *)
            echo "The build stage has a $command, which this script does not know" >&2
            exit 1
            ;;
    esac
done <<<"$stage"

jar=$clean/src/target/drover.jar
ls -l "$jar"
java=java
if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
fi
# The ENTRYPOINT's words as they are, but for tini and the places of java and the jar.
entrypoint=$(awk '/^ENTRYPOINT/ { on = 1 } on { print } on && !/\\$/ { exit }' "$dockerfile" | grep -oE '"[^"]*"' | tr -d '"')
mapfile -t words < <(grep -vxE 'tini|--|java' <<<"$entrypoint" | sed "s|^/opt/drover/drover.jar$|$jar|")
echo "ENTRYPOINT $java ${words[*]} --help"
"$java" "${words[@]}" --help
echo "The Dockerfile's build works."
