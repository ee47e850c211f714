package dev.connectorkit.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** What a thread of a plugin has from elsewhere: the caller's marks, and nothing else. */
@Timeout(60)
class PluginCallsTest {

  private final URLClassLoader loader = new URLClassLoader(new URL[0]);
  private final PluginCalls calls = new PluginCalls("sample 1.0.0", loader, Duration.ofMinutes(1));

  @AfterEach
  void close() throws IOException {
    calls.close();
    loader.close();
    MDC.clear();
  }

  @Test
  void aCallFindsNothingThatAnEarlierOneLeftInItsThread() {
    Set<Thread> threads = new HashSet<>();
    Thread thread;
    do {
      thread =
          calls.call(
              "complete",
              () -> {
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(loader);
                assertThat(MDC.get("left")).isNull();
                Thread.currentThread().setContextClassLoader(null);
                MDC.put("left", "behind");
                return Thread.currentThread();
              });
      // Whether a thread is idle again when the next call comes is a matter of luck.
    } while (threads.add(thread));
  }

  @Test
  void theMarksOfTheCallersLogGoAlong() {
    MDC.put("request", "7");

    assertThat(calls.call("complete", MDC::getCopyOfContextMap)).isEqualTo(Map.of("request", "7"));
    assertThat(MDC.get("request")).isEqualTo("7");
  }

  @Test
  void whatTheCallersThreadHandsDownStaysThere() {
    var person = new InheritableThreadLocal<String>();
    person.set("ada");

    assertThat(calls.call("complete", () -> String.valueOf(person.get()))).isEqualTo("null");
  }
}
