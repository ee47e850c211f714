package dev.connectorkit.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Two consoles on one database, of which one is killed while people sign in at it. */
final class KilledNode {

  private static final int AWAY_AT_MOST = 200;

  /**
   * @param waiting people who were at the provider when it happened
   * @param lost those of them who could not complete at the other console
   */
  record Result(int waiting, int lost) {}

  private KilledNode() {}

  static Result run(String provider, Path plugins, Path folder, String database, long millis)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(Crowd.PEOPLE);
    var killed = new AtomicBoolean();
    try (Node first = Load.console(provider, plugins, folder, database);
        Node second = Load.console(provider, plugins, folder, database)) {
      List<Future<int[]>> people = new ArrayList<>();
      for (int i = 0; i < Crowd.PEOPLE; i++) {
        people.add(threads.submit(group(first.port(), second.port(), Load.port(provider), killed)));
      }
      Thread.sleep(millis);
      first.kill();
      killed.set(true);
      int waiting = 0;
      int lost = 0;
      for (Future<int[]> one : people) {
        waiting += one.get()[0];
        lost += one.get()[1];
      }
      return new Result(waiting, lost);
    } finally {
      threads.shutdownNow();
    }
  }

  /** People who are begun at the first console and are away until it is gone. */
  private static Callable<int[]> group(
      int firstPort, int secondPort, int provider, AtomicBoolean killed) {
    return () -> {
      List<Person.Away> away = new ArrayList<>();
      try (var person = new Person(firstPort, provider)) {
        try {
          while (!killed.get()) {
            // Some come back while it is there, and some not.
            person.signIn();
            if (away.size() < AWAY_AT_MOST) {
              away.add(person.begin());
            }
          }
        } catch (IOException e) {
          // It is gone, in the middle of a request that nobody was answered.
        }
        person.moveTo(secondPort);
        int lost = 0;
        for (Person.Away one : away) {
          try {
            person.complete(one);
          } catch (Person.Refused e) {
            lost++;
          }
        }
        return new int[] {away.size(), lost};
      }
    };
  }
}
