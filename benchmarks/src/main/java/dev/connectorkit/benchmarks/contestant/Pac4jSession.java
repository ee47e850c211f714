package dev.connectorkit.benchmarks.contestant;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.context.WebContext;
import org.pac4j.core.context.session.SessionStore;

/** A session that is a map. */
record Pac4jSession(Map<String, Object> values) implements SessionStore {

  @Override
  public Optional<String> getSessionId(WebContext context, boolean create) {
    return Optional.of("session");
  }

  @Override
  public Optional<Object> get(WebContext context, String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public void set(WebContext context, String key, @Nullable Object value) {
    if (value == null) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }

  @Override
  public boolean destroySession(WebContext context) {
    values.clear();
    return true;
  }

  @Override
  public Optional<Object> getTrackableSession(WebContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<SessionStore> buildFromTrackableSession(WebContext context, Object session) {
    return Optional.empty();
  }

  @Override
  public boolean renewSession(WebContext context) {
    return true;
  }
}
