# Sourced by ./demo and ./console: builds what they need when it has changed, and starts it.
# Everything but the program's own output goes to standard error.

here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
app="$here/connector-console/target/connector-console"
jar="$here/connector-console/target/connector-console-0.1.0-SNAPSHOT.jar"

say() { printf '%s\n' "$*" >&2; }

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
properties="$("$java" -XshowSettings:properties -version 2>&1 || true)"
property() { printf '%s\n' "$properties" | sed -n "s/^ *$1 = //p"; }
version="$(property java.specification.version)"
if [ -z "$version" ]; then
  say "A JDK (17 or later) is needed: no java command was found."
  exit 1
fi
if [ "${version%%.*}" -lt 17 ]; then
  say "A JDK 17 or later is needed; java is version $version. Set JAVA_HOME to a later one."
  exit 1
fi

changed() {
  [ ! -f "$app/built" ] || [ ! -f "$jar" ] ||
    [ -n "$(find "$here"/pom.xml "$here"/connector-*/pom.xml "$here"/connector-*/src/main -newer "$app/built" -print -quit)" ]
}

if changed; then
  if ! command -v mvn >/dev/null; then
    say "Maven (3.8.1 or later) is needed to build it: no mvn command was found."
    exit 1
  fi
  say "Building. The first time this takes a few minutes, most of them for downloads."
  # -Dmaven.test.skip leaves the tests to "mvn -B verify".
  if ! (cd "$here" && mvn -B -ntp -Dmaven.test.skip=true -Djacoco.skip=true -pl connector-console,connector-huggingface -am package) |
    sed -n -e 's/^\[INFO\] Building \(.*\) \[.*$/  \1/p' -e '/^\[ERROR\]/p' >&2; then
    say "The build failed; see above."
    exit 1
  fi
  rm -f "$app"/classes-*.jsa
  touch "$app/built"
fi

# All classes of a start, read, checked and laid out beforehand, which halves its time. Such an archive fits one build of Java
# and these very jars. Java itself sees when it does not, and goes on without it; so it does with one that is empty.
archive="$app/classes-$(property java.vm.version | tr -c 'A-Za-z0-9.+\n' '_').jsa"
classes="$jar:$app/lib/*"
if [ ! -e "$archive" ] && [ -w "$app" ]; then
  say "Rehearsing a start, so that each is faster."
  "$java" -XX:ArchiveClassesAtExit="$archive.$$" -Xlog:disable -cp "$classes" dev.connectorkit.console.ConnectorConsole \
    rehearse --plugins "$app/plugins" >/dev/null 2>&1 || : >"$archive.$$"
  mv "$archive.$$" "$archive" 2>/dev/null || : >"$archive"
fi

# Puts the shipped connector into a plugins folder.
install_connector() {
  mkdir -p "$1"
  cp "$app/plugins/connector-huggingface.jar" "$1/.connector-huggingface.new"
  mv "$1/.connector-huggingface.new" "$1/connector-huggingface.jar"
}

start() {
  exec "$java" -XX:SharedArchiveFile="$archive" -Xlog:cds=off -Xlog:cds+dynamic=off \
    -cp "$classes" dev.connectorkit.console.ConnectorConsole "$@"
}
