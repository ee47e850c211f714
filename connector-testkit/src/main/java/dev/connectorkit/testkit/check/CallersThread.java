package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.SocialConnector;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Looks at what a connector leaves behind in the thread that calls it. */
final class CallersThread {

  private CallersThread() {}

  static void requireUntouched(Stage stage) throws Breach {
    SocialConnector connector = stage.connector();
    SignInAttempt signIn = stage.signIn();
    Map<String, List<String>> callback = signIn.callback();
    var session = signIn.session();
    ClassLoader plugin = stage.subject().loader();
    var problem = new AtomicReference<@Nullable String>();
    Outcome<Boolean> outcome =
        stage.call(
            () -> {
              Thread thread = Thread.currentThread();
              ClassLoader context = thread.getContextClassLoader();
              String name = thread.getName();
              int priority = thread.getPriority();
              connector.complete(new AuthorizationResponse(callback), session);
              if (thread.getContextClassLoader() != context) {
                problem.set("its context class loader is another one");
              } else if (!thread.getName().equals(name)) {
                problem.set("its name is another one");
              } else if (thread.getPriority() != priority) {
                problem.set("its priority is another one");
              } else if (thread.isInterrupted()) {
                problem.set("it is interrupted");
              } else if (hasThreadLocalOf(plugin, thread)) {
                problem.set("it has a thread local of the plugin");
              }
              return true;
            });
    if (outcome.value() == null) {
      throw new Breach("the sign-in succeeds", "complete() " + outcome.words());
    }
    String left = problem.get();
    Breach.unless(left == null, "the caller's thread is as before", left == null ? "" : left);
  }

  /** A value, or a key, whose class the plugin brought. */
  private static boolean hasThreadLocalOf(ClassLoader plugin, Thread thread) {
    for (Object part : threadLocalParts(thread)) {
      if (part.getClass().getClassLoader() == plugin) {
        return true;
      }
    }
    return false;
  }

  /** Readable because workers are started with java.lang open. */
  private static List<Object> threadLocalParts(Thread thread) {
    List<Object> parts = new ArrayList<>();
    try {
      Object map = value(Thread.class, "threadLocals", thread);
      Object table = map == null ? null : value(map.getClass(), "table", map);
      for (int i = 0; table != null && i < Array.getLength(table); i++) {
        if (Array.get(table, i) instanceof WeakReference<?> entry) {
          Object key = entry.get();
          Object value = value(entry.getClass(), "value", entry);
          if (key != null) {
            parts.add(key);
          }
          if (value != null) {
            parts.add(value);
          }
        }
      }
      return parts;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This JDK keeps thread locals elsewhere.", e);
    }
  }

  private static @Nullable Object value(Class<?> type, String name, Object of)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }
}
