#!/usr/bin/env bash
# Jyro and its peers in Python, measured in turn on one machine with as many threads.
#
# usage: examples/bench-peers.sh [PYTHON] [ROUNDS]
#
#   PYTHON  an interpreter that has torch and pyro, and numpyro if that is wanted too; PYTHONPATH is passed on.
#           Without one, only Jyro is measured.
#   ROUNDS  how often each side has its turn; default 3. Ratios are of the medians over the rounds.
#   PEERS   (environment) the folder of the peers' scripts; default ../shared/peers beside the checkout.
#   OPTIONS (environment) more options for Jyro's side, such as "--rounds 5".
#   JYRO_CLASS_PATH (environment) Jyro's class path, if it is compiled already and Maven is to be left out.
#   OUT     (environment) the folder for the measurements; default out/bench-peers.
#
# Every measurement is kept as one JSON object a line in $OUT/jyro.jsonl and $OUT/peers.jsonl.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
python="${1:-}"
rounds="${2:-3}"
peers="${PEERS:-$root/../shared/peers}"
out="${OUT:-$root/out/bench-peers}"
images="$root/examples/src/main/resources/dev/jyro/examples/data/mnist"
ours="$out/jyro.jsonl"
theirs="$out/peers.jsonl"
read -r -a options <<< "${OPTIONS:-}"

say() { printf '%s\n' "$*" >&2; }

die() {
  say "bench-peers: $*"
  exit 2
}

# Whether the interpreter can import a module.
has() { "$python" -c "import $1" 2> /dev/null; }

# Says why the peers cannot be measured, if they cannot.
missing() {
  if [[ -z "$python" ]]; then
    echo "no Python was given: examples/bench-peers.sh PYTHON"
  elif ! command -v "$python" > /dev/null; then
    echo "there is no interpreter '$python'"
  elif [[ ! -f "$peers/small_pyro.py" ]]; then
    echo "the peers' scripts are not in '$peers': set PEERS to their folder"
  elif ! has torch; then
    echo "'$python' cannot import torch"
  elif ! has pyro; then
    echo "'$python' cannot import pyro"
  fi
}

# The class path of the examples, compiled by Maven, into a file; then Maven is out of the way.
class_path() {
  (cd "$root" && mvn -B -ntp -q -pl examples -am compile exec:exec \
    -Dexec.executable=echo '-Dexec.args=%classpath' "-Dexec.outputFile=$1") >&2
}

bench() {
  java -Dai.djl.offline=true -cp "$classes" dev.jyro.examples.Main bench "$@" --json ${options[@]+"${options[@]}"} >> "$ours"
}

peer() {
  "$python" "$peers/$1" "${@:2}" >> "$theirs"
}

[[ "$rounds" =~ ^[1-9][0-9]*$ ]] || die "rounds: found '$rounds', needed a whole number from 1"
reason="$(missing)"
mkdir -p "$out"
: > "$ours"
: > "$theirs"
[[ -n "${JYRO_CLASS_PATH:-}" ]] || class_path "$out/classpath"
classes="${JYRO_CLASS_PATH:-$(< "$out/classpath")}"
[[ -z "$reason" ]] || say "Only Jyro is measured: $reason."

for ((round = 1; round <= rounds; round++)); do
  say "round $round of $rounds"
  bench small --threads 1
  [[ -n "$reason" ]] || peer small_pyro.py --threads 1
  bench vae --threads 2
  if [[ -z "$reason" ]]; then
    peer vae_torch.py --threads 2
    peer vae_pyro.py "$images" --steps 300 --threads 2
    if has numpyro; then
      peer small_numpyro.py
    fi
  fi
done

if [[ -n "$reason" ]]; then
  cat "$ours"
  exit 0
fi

"$python" - "$ours" "$theirs" << 'EOF'
import collections, json, statistics, sys

TARGETS = {"validation on": 0.25, "validation off": 0.33, "jit": 0.50, "default adam": 0.75, "pyro vae": 0.72}

def medians(path):
    """The median over the rounds, in microseconds, by (work, system, mode)."""
    found = collections.OrderedDict()
    for line in open(path):
        row = json.loads(line)
        system, mode = row["system"], row.get("mode", "")
        for key, unit, what in (("step_us_median", 1, mode), ("step_ms_median", 1e3, mode),
                                ("update_us_median", 1, "update"), ("in_loop_us_median", 1, "in a loop")):
            if key in row:
                found.setdefault((row["work"], system, what), []).append(row[key] * unit)
                if key == "step_us_median":
                    break
    return {key: statistics.median(values) for key, values in found.items()}

ours, theirs = medians(sys.argv[1]), medians(sys.argv[2])
line = "%-18s %-22s %-15s %11s %11s %7s %7s  %s"
print(line % ("work", "peer", "mode", "jyro svi us", "peer us", "ratio", "target", ""))
for (work, system, mode), peer in theirs.items():
    jyro = next(us for (w, _, m), us in ours.items() if w == work and m == "svi")
    name = "pyro vae" if work == "vae" and system.startswith("pyro") else mode
    target, ratio = TARGETS.get(name), jyro / peer
    verdict = "" if target is None else "reached" if ratio <= target else "missed"
    print(line % (work, system, mode, "%.1f" % jyro, "%.1f" % peer, "%.2f" % ratio, target or "", verdict))
for (work, system, mode), us in ours.items():
    if mode != "svi":
        print(line % (work, system, mode, "%.1f" % ours[work, system, "svi"], "%.1f" % us,
                      "%.2f" % (ours[work, system, "svi"] / us), "", ""))
EOF
