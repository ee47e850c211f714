package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that is upgraded again and again while people sign in with it. */
@EnabledIfSystemProperty(
    named = "tests",
    matches = "all",
    disabledReason = "Takes long: mvn verify -Dtests=all runs it.")
@Timeout(600)
class UpgradesUnderLoadIT {

  private static final int PEOPLE = 4;
  private static final int UPGRADES = 5;

  @Test
  void noSignInIsLost(@TempDir Path data, @TempDir Path plugins) throws Exception {
    LaterJar.install(plugins, "0.1.1");
    ExecutorService threads = Executors.newFixedThreadPool(PEOPLE);
    var over = new AtomicBoolean();
    try (var world = new ConsoleWorld(DatabaseKind.chosen().fresh(data))) {
      world.plugins(plugins);
      ConsoleServer console = world.start();
      add(console);
      // Somebody who takes their time.
      Visitor first = Visitor.away(console.address(), world.provider);
      List<Future<int[]>> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        people.add(threads.submit(() -> signIn(console, world, over)));
      }

      for (int upgrade = 0; upgrade < UPGRADES; upgrade++) {
        upgrade(console, plugins, "0.1." + (upgrade + 2));
      }
      over.set(true);

      int signedIn = 0;
      for (Future<int[]> one : people) {
        assertThat(one.get()[1]).as("lost").isZero();
        signedIn += one.get()[0];
      }
      assertThat(signedIn).isGreaterThan(UPGRADES);
      assertThat(first.comesBack(console.address())).isTrue();
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private static void upgrade(ConsoleServer console, Path plugins, String version)
      throws IOException {
    LaterJar.install(plugins, version);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                console.plugins().list().stream()
                    .anyMatch(plugin -> plugin.version().equals(version)));
  }

  private static int[] signIn(ConsoleServer console, ConsoleWorld world, AtomicBoolean over) {
    var signedInAndLost = new int[2];
    while (!over.get()) {
      boolean back = Visitor.away(console.address(), world.provider).comesBack(console.address());
      signedInAndLost[back ? 0 : 1]++;
    }
    return signedInAndLost;
  }

  private static void add(ConsoleServer console) {
    ConsoleWorld.offer(console, "huggingface");
  }
}
