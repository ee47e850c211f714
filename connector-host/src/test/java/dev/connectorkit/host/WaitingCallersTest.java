package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.signin.DataSources;
import dev.connectorkit.host.signin.JdbcPendingSignInStore;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.Secret;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever waits in the host holds no monitor, neither one of ours nor one of a library: on Java 21
 * to 23 that is what a virtual thread would hold its carrier for, and what {@code
 * -Djdk.tracePinnedThreads=full} would print. The JVM's own list of monitors tells, on every Java.
 */
@Timeout(300)
@ExtendWith(Stalls.class)
class WaitingCallersTest {

  @TempDir Path folder;
  @TempDir Path elsewhere;

  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void aCallOfAConnectorIsWaitedForWithoutOne() throws Exception {
    PluginJarBuilder.good("sample").code("authorize", "stall();").writeTo(folder, "sample.jar");
    try (var host = new PluginHost(folder)) {
      host.add("one", "sample");
      Thread caller = caller(() -> host.host.begin("one"));
      Stalls.awaitInside();

      assertWaitsWithoutMonitor(caller);

      Stalls.release();
      caller.join();
    }
  }

  @Test
  void aChangeOfPluginsIsWaitedForWithoutOne() throws Exception {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    Path slow =
        PluginJarBuilder.good("slow").code("constructor", "stall();").writeTo(elsewhere, "s.jar");
    try (var host = new PluginHost(folder)) {
      Thread installing = caller(() -> host.plugins().install(slow));
      Stalls.awaitInside();
      Thread adding = caller(() -> host.add("one", "sample"));

      assertWaitsWithoutMonitor(installing);
      assertWaitsWithoutMonitor(adding);

      Stalls.release();
      installing.join();
      adding.join();
    }
  }

  @Test
  void aDatabaseIsWaitedForWithoutOne() throws Exception {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    var keys = SealingKeys.of("one", Secret.of("BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE="));
    var asked = new CountDownLatch(1);
    var database =
        DataSources.of(
            () -> {
              asked.countDown();
              end.await();
              throw new SQLException("gone");
            });
    JdbcPendingSignInStore store = JdbcPendingSignInStore.builder(database, keys).build();
    try (var host = new PluginHost(folder, builder -> builder.pendingSignIns(store))) {
      host.add("one", "sample");
      Thread caller = caller(() -> host.host.begin("one"));
      asked.await();

      assertWaitsWithoutMonitor(caller);

      end.countDown();
      caller.join();
    }
  }

  @Test
  void oneThatIsHeldWouldBeSeen() throws Exception {
    var monitor = new Object();
    Thread caller =
        caller(
            () -> {
              synchronized (monitor) {
                while (end.getCount() > 0) {
                  LockSupport.park();
                }
              }
            });
    ThreadInfo waiting = waiting(caller);

    assertThat(waiting.getLockedMonitors()).hasSize(1);

    end.countDown();
    LockSupport.unpark(caller);
    caller.join();
  }

  private static void assertWaitsWithoutMonitor(Thread caller) {
    assertThat(waiting(caller).getLockedMonitors()).as(caller.getName()).isEmpty();
  }

  /** What the JVM knows of a thread that has come to wait. */
  private static ThreadInfo waiting(Thread caller) {
    PluginHost.eventually().until(() -> now(caller).filter(WaitingCallersTest::waits).isPresent());
    return now(caller).orElseThrow();
  }

  private static boolean waits(ThreadInfo caller) {
    return caller.getThreadState() == Thread.State.WAITING
        || caller.getThreadState() == Thread.State.TIMED_WAITING;
  }

  private static Optional<ThreadInfo> now(Thread caller) {
    return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(true, false))
        .filter(thread -> thread.getThreadId() == caller.getId())
        .findFirst();
  }

  private static Thread caller(Runnable call) {
    var thread = new Thread(call, "caller");
    // What becomes of the call is another test's matter.
    thread.setUncaughtExceptionHandler((failed, failure) -> {});
    thread.start();
    return thread;
  }
}
