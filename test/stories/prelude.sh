# Shell functions of the stories. A background command is started by one step and read by a later one.

# follow NAME COMMAND...: starts COMMAND and returns when it has printed something.
follow() {
  name=$1; shift
  "$@" >"$STORY_TMP/$name" 2>&1 </dev/null &
  echo $! >"$STORY_TMP/$name.pid"
  tries=0
  until [ -s "$STORY_TMP/$name" ] || [ $tries -ge 150 ]; do tries=$((tries + 1)); sleep 0.02; done
}

# background NAME COMMAND...: starts COMMAND and returns at once.
background() {
  name=$1; shift
  "$@" >"$STORY_TMP/$name" 2>&1 </dev/null &
  echo $! >"$STORY_TMP/$name.pid"
}

# shown NAME LINES: what a followed command has printed, once that is LINES lines; then ends it.
shown() {
  tries=0
  until [ "$(wc -l <"$STORY_TMP/$1")" -ge "$2" ] || [ $tries -ge 250 ]; do tries=$((tries + 1)); sleep 0.02; done
  kill "$(cat "$STORY_TMP/$1.pid")" 2>/dev/null
  cat "$STORY_TMP/$1"
}

# ended NAME: waits until a background command has ended and prints what it printed.
ended() {
  tries=0
  while kill -0 "$(cat "$STORY_TMP/$1.pid")" 2>/dev/null && [ $tries -lt 250 ]; do tries=$((tries + 1)); sleep 0.02; done
  cat "$STORY_TMP/$1"
}

# eventually PATTERN COMMAND...: repeats COMMAND until its output has PATTERN, five seconds at most; prints the last.
eventually() {
  pattern=$1; shift
  tries=0
  until "$@" >"$STORY_TMP/eventually" 2>&1 </dev/null; grep -q -e "$pattern" "$STORY_TMP/eventually" || [ $tries -ge 40 ]; do
    tries=$((tries + 1)); sleep 0.1
  done
  cat "$STORY_TMP/eventually"
}
