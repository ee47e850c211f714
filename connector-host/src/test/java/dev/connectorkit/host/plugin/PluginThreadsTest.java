package dev.connectorkit.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.DefaultPluginDescriptor;

/** What a plugin is told to have left behind is really its own. */
@Timeout(60)
class PluginThreadsTest {

  private static final int THREADS = 50;

  @TempDir Path folder;

  private ConnectorClassLoader loader;
  private PluginThreads threads;

  @BeforeEach
  void make() {
    loader =
        new ConnectorClassLoader(
            new ConnectorPluginManager(folder),
            new DefaultPluginDescriptor("sample", "", "", "1.0.0", "", "", ""),
            getClass().getClassLoader(),
            folder.resolve("sample.jar").toFile());
    threads = new PluginThreads("sample 1.0.0", loader);
  }

  @RepeatedTest(20)
  void theHostsOwnAreNoneWhileTheyEnd() throws Exception {
    var end = new CountDownLatch(1);
    List<Thread> own = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      own.add(threads.newThread(() -> awaitUninterruptibly(end)));
    }
    own.forEach(Thread::start);
    List<Thread> strays = new ArrayList<>(threads.strays());

    end.countDown();
    while (own.stream().anyMatch(Thread::isAlive)) {
      strays.addAll(threads.strays());
    }

    assertThat(strays).isEmpty();
  }

  @Test
  void oneThatThePluginMadeIsTold() throws Exception {
    var end = new CountDownLatch(1);
    var made = new Thread(() -> awaitUninterruptibly(end), "made by the plugin");
    made.setContextClassLoader(loader);
    made.start();

    assertThat(threads.strays()).containsExactly(made);

    end.countDown();
    made.join();
    assertThat(threads.strays()).isEmpty();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
