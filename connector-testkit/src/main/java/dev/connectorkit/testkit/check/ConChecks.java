package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Person;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.shape.JsonPointers;
import dev.connectorkit.testkit.shape.WireShape.ProfileMember;
import dev.connectorkit.testkit.world.FakeResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Many people at once. */
final class ConChecks {

  private static final int PEOPLE = 64;
  private static final int ROUNDS = 3;
  private static final int OTHERS = 31;
  private static final int MAX_DELAY_MILLIS = 30;
  private static final Duration COLD_ANSWER = Duration.ofMillis(300);
  private static final Duration COLD_WAIT = Duration.ofSeconds(3);

  private ConChecks() {}

  static void register(Checks checks) {
    checks.add("CON-01", ConChecks::crowd);
    checks.add("CON-02", ConChecks::crossing);
    checks.add("CON-03", ConChecks::twoInstances);
    checks.add("CON-04", ConChecks::coldStart);
    checks.add("CON-05", ConChecks::oneWaits);
  }

  private static void crowd(Bench bench) {
    for (int round = 1; round <= ROUNDS; round++) {
      int seed = round;
      bench.verify(
          PEOPLE + " people, round " + round,
          stage -> {
            stage.signIn().succeed();
            var random = new Random(seed);
            List<Script> scripts = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
              Duration delay = Duration.ofMillis(random.nextInt(MAX_DELAY_MILLIS));
              scripts.add(
                  person(stage, i)
                      .answer(Endpoint.TOKEN, proper -> proper.after(delay))
                      .answer(Endpoint.USER_INFO, proper -> proper.after(delay)));
            }
            List<SignIn> done = together(stage, scripts);
            for (int i = 0; i < PEOPLE; i++) {
              requirePerson(stage, i, done.get(i));
            }
            long tokens =
                done.stream()
                    .map(signIn -> signIn.tokens().accessToken().reveal())
                    .distinct()
                    .count();
            Breach.unless(
                tokens == PEOPLE, "everybody has a token of their own", "there are " + tokens);
          });
    }
  }

  private static Script person(Stage stage, int number) {
    Person example = Person.of(stage.shape());
    return new Script().person(example.has(ProfileMember.ID) ? example.other(number) : example);
  }

  private static void requirePerson(Stage stage, int number, SignIn signIn) throws Breach {
    Person example = Person.of(stage.shape());
    if (!example.has(ProfileMember.ID)) {
      return;
    }
    Person person = example.other(number);
    Profiles.same("id", person.identifier(), java.util.Optional.of(signIn.profile().id()));
    if (example.get(ProfileMember.NAME) != null) {
      Profiles.same(
          "name", String.valueOf(person.get(ProfileMember.NAME)), signIn.profile().name());
    }
  }

  /** All sign-ins, begun first and then completed at the same moment. */
  private static List<SignIn> together(Stage stage, List<Script> scripts) throws Exception {
    List<SignInAttempt> signIns = new ArrayList<>();
    List<Map<String, List<String>>> callbacks = new ArrayList<>();
    for (Script script : scripts) {
      SignInAttempt signIn = stage.signIn(script);
      callbacks.add(signIn.callback());
      signIns.add(signIn);
    }
    var barrier = new CyclicBarrier(scripts.size());
    List<FutureTask<Outcome<SignIn>>> tasks = new ArrayList<>();
    for (int i = 0; i < scripts.size(); i++) {
      int number = i;
      var task =
          new FutureTask<>(
              () -> {
                barrier.await(30, TimeUnit.SECONDS);
                return signIns.get(number).complete(callbacks.get(number));
              });
      tasks.add(task);
      var thread = new Thread(task, "conformance person");
      thread.setDaemon(true);
      thread.start();
    }
    List<SignIn> done = new ArrayList<>();
    for (FutureTask<Outcome<SignIn>> task : tasks) {
      Outcome<SignIn> outcome = task.get(120, TimeUnit.SECONDS);
      done.add(
          outcome
              .returned()
              .orElseThrow(
                  () -> new Breach("everybody's sign-in succeeds", "one " + outcome.words())));
    }
    return done;
  }

  private static void crossing(Bench bench) {
    bench.verify(
        "A begins, B begins, B completes, A completes",
        stage -> {
          SignInAttempt a = stage.signIn(person(stage, 1));
          Map<String, List<String>> callbackA = a.callback();
          SignInAttempt b = stage.signIn(person(stage, 2));
          Map<String, List<String>> callbackB = b.callback();
          requirePerson(stage, 2, required(b.complete(callbackB)));
          requirePerson(stage, 1, required(a.complete(callbackA)));
        });
    bench.verify(
        "A begins, B begins, A completes, B completes",
        stage -> {
          SignInAttempt a = stage.signIn(person(stage, 3));
          Map<String, List<String>> callbackA = a.callback();
          SignInAttempt b = stage.signIn(person(stage, 4));
          Map<String, List<String>> callbackB = b.callback();
          requirePerson(stage, 3, required(a.complete(callbackA)));
          requirePerson(stage, 4, required(b.complete(callbackB)));
        });
  }

  private static SignIn required(Outcome<SignIn> outcome) throws Breach {
    return outcome
        .returned()
        .orElseThrow(() -> new Breach("the sign-in succeeds", "complete() " + outcome.words()));
  }

  private static void twoInstances(Bench bench) {
    String pointer = bench.shape().client().id();
    bench.verify(
        "two clients in turn",
        one -> {
          StageSetup setup =
              bench
                  .plainSetup()
                  .withConfig(
                      config -> changed(config, pointer, otherClient(bench, config, pointer)));
          try (Stage two = Stage.open(bench.subject(), bench.shape(), bench.limits(), setup)) {
            for (Stage stage : List.of(one, two, one, two)) {
              String expected = String.valueOf(JsonPointers.get(stage.config(), pointer));
              SignInAttempt signIn = stage.signIn();
              Breach.unless(
                  List.of(expected).equals(signIn.parameters().get("client_id")),
                  "client_id is " + expected,
                  "it is " + signIn.parameters().get("client_id"));
              signIn.succeed();
            }
            // What one instance keeps of people is not what the other shows.
            SignInAttempt first = one.signIn(person(one, 1));
            SignInAttempt second = two.signIn(person(two, 2));
            Map<String, List<String>> callback = first.callback();
            requirePerson(two, 2, required(second.complete(second.callback())));
            requirePerson(one, 1, required(first.complete(callback)));
          }
        });
  }

  /** Another client id that the connector's schema accepts. */
  private static String otherClient(Bench bench, Map<String, Object> config, String pointer) {
    String id = String.valueOf(JsonPointers.get(config, pointer));
    String start = id.substring(0, id.length() - 1);
    for (String other : List.of(id + "-2", start + "2", start + "3")) {
      Outcome<?> valid =
          bench
              .subject()
              .thread()
              .call(
                  bench.limits().call(),
                  () -> bench.subject().schema().validate(changed(config, pointer, other)));
      if (!other.equals(id) && valid.returned().isPresent()) {
        return other;
      }
    }
    return id + "-2";
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> changed(
      Map<String, Object> config, String pointer, Object value) {
    return (Map<String, Object>) JsonPointers.with(config, pointer, value);
  }

  private static void coldStart(Bench bench) {
    bench.verify(
        PEOPLE + " people on a new instance",
        stage -> {
          // Nobody is served before everybody can have found that something is missing.
          var exchanged = new CountDownLatch(PEOPLE);
          stage
              .provider()
              .script(
                  new Script()
                      .answer(
                          Endpoint.TOKEN,
                          proper -> {
                            exchanged.countDown();
                            return proper;
                          })
                      .answer(Endpoint.JWKS, proper -> after(exchanged, proper))
                      .answer(Endpoint.DISCOVERY, proper -> proper.after(COLD_ANSWER)));
          beginTogether(stage);
          together(stage, Collections.nCopies(PEOPLE, new Script()));
          for (Endpoint endpoint : List.of(Endpoint.DISCOVERY, Endpoint.JWKS)) {
            int requests = stage.at(endpoint).size();
            Breach.unless(
                requests <= 2,
                "the " + endpoint.words() + " is asked for at most twice",
                "it is asked for " + requests + " times");
          }
        });
  }

  /** Many authorization requests at the same moment, the first of an instance. */
  private static void beginTogether(Stage stage) throws Exception {
    // One that did not start is told before anybody waits.
    stage.connector();
    var barrier = new CyclicBarrier(PEOPLE);
    List<FutureTask<Outcome<Authorization>>> tasks = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      SignInAttempt signIn = stage.signIn();
      var task =
          new FutureTask<>(
              () -> {
                barrier.await(30, TimeUnit.SECONDS);
                return signIn.tryAuthorize();
              });
      tasks.add(task);
      var thread = new Thread(task, "conformance person who begins");
      thread.setDaemon(true);
      thread.start();
    }
    for (FutureTask<Outcome<Authorization>> task : tasks) {
      Outcome<Authorization> outcome = task.get(120, TimeUnit.SECONDS);
      Breach.unless(
          outcome.returned().isPresent(), "everybody can begin", "one " + outcome.words());
    }
  }

  /** Waits for the others; not for ever, as a connector may read its keys before it has tokens. */
  private static FakeResponse after(CountDownLatch others, FakeResponse answer) {
    try {
      others.await(COLD_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer.after(COLD_ANSWER);
  }

  private static void oneWaits(Bench bench) {
    String uncontrolled = bench.uncontrolled();
    bench.verify(
        "one who waits and " + OTHERS + " others",
        stage -> {
          if (uncontrolled != null) {
            throw new NotReached("a proper sign-in succeeds", uncontrolled);
          }
          stage.signIn().succeed();
          var hanging = new CountDownLatch(1);
          Script slow =
              new Script()
                  .fault(
                      Endpoint.TOKEN,
                      wire -> {
                        hanging.countDown();
                        wire.pause(bench.limits().hang());
                      });
          SignInAttempt waiting = stage.signIn(slow);
          Map<String, List<String>> callback = waiting.callback();
          var task = new FutureTask<>(() -> waiting.complete(callback));
          var thread = new Thread(task, "conformance person who waits");
          thread.setDaemon(true);
          thread.start();
          if (!hanging.await(bench.limits().call().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new NotReached("the token endpoint is asked", "it is not");
          }
          List<Script> scripts = new ArrayList<>();
          for (int i = 0; i < OTHERS; i++) {
            scripts.add(person(stage, i));
          }
          List<SignIn> done = together(stage, scripts);
          for (int i = 0; i < OTHERS; i++) {
            requirePerson(stage, i, done.get(i));
          }
          Breach.unless(
              !task.isDone(), "the others are done while the one still waits", "they are not");
        });
  }
}
