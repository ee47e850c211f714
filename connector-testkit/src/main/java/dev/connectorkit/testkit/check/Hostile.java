package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One hostile case. A pass needs all of: a proper sign-in succeeds with this connector; the point
 * of attack was reached; nothing forbidden was asked for; the failure is typed, and its code is one
 * of those expected.
 */
final class Hostile {

  private final Bench bench;
  private final String what;
  private StageSetup setup;
  private UnaryOperator<Script> signInScript = UnaryOperator.identity();
  private UnaryOperator<Script> stageScript = UnaryOperator.identity();
  private UnaryOperator<Map<String, List<String>>> callback = UnaryOperator.identity();
  private UnaryOperator<SignInSession> session = UnaryOperator.identity();
  private final Set<Endpoint> reached = EnumSet.noneOf(Endpoint.class);
  private final Set<Endpoint> avoided = EnumSet.noneOf(Endpoint.class);
  private final List<Further> further = new ArrayList<>();
  private boolean atAuthorize;

  Hostile(Bench bench, String what) {
    this.bench = bench;
    this.what = what;
    this.setup = bench.plainSetup();
  }

  /** Changes the stage. */
  Hostile on(StageSetup value) {
    this.setup = value;
    return this;
  }

  /** What the provider does in this sign-in. */
  Hostile script(UnaryOperator<Script> value) {
    this.signInScript = value;
    return this;
  }

  /** What the provider does in every call, also in those outside of a sign-in. */
  Hostile providerScript(UnaryOperator<Script> value) {
    this.stageScript = value;
    return this;
  }

  /** Changes the callback. */
  Hostile callback(UnaryOperator<Map<String, List<String>>> value) {
    this.callback = value;
    return this;
  }

  /** Changes what the host hands back of the session. */
  Hostile session(UnaryOperator<SignInSession> value) {
    this.session = value;
    return this;
  }

  /** The attack may also be met while the connector starts or makes the authorization request. */
  Hostile alsoAtAuthorize() {
    this.atAuthorize = true;
    return this;
  }

  /** The point of attack. */
  Hostile reaches(Endpoint... endpoints) {
    reached.addAll(Arrays.asList(endpoints));
    return this;
  }

  /** What must not be asked for. */
  Hostile avoids(Endpoint... endpoints) {
    avoided.addAll(Arrays.asList(endpoints));
    return this;
  }

  /** Something further that must hold afterwards. */
  Hostile and(Further value) {
    further.add(value);
    return this;
  }

  /** Runs the case. */
  void failsWith(ConnectorError... codes) {
    Set<ConnectorError> expected = EnumSet.copyOf(Arrays.asList(codes));
    String uncontrolled = bench.uncontrolled();
    if (uncontrolled != null) {
      bench.add(
          new Finding(
              Verdict.NOT_REACHED,
              what,
              "a proper sign-in succeeds, so that a refusal means something",
              uncontrolled,
              List.of()));
      return;
    }
    if (!judgedAtOnce(expected)) {
      // On a busy machine a short deadline can pass before the attack begins.
      setup = setup.withHttpDeadline(bench.limits().http());
      judgedAtOnce(expected);
    }
  }

  /** False when a deadline shorter than usual passed before the point of attack. */
  private boolean judgedAtOnce(Set<ConnectorError> expected) {
    boolean shorter = setup.httpDeadline().compareTo(bench.limits().http()) < 0;
    var tooEarly = new AtomicBoolean();
    bench.verify(
        what,
        setup.withScript(stageScript.apply(new Script())),
        stage -> {
          try {
            judge(stage, attempt(stage), expected);
          } catch (NotReached e) {
            tooEarly.set(shorter && isTimeout(e.got()));
            if (!tooEarly.get()) {
              throw e;
            }
          } catch (Breach e) {
            // While the connector started, before the attack.
            tooEarly.set(shorter && isTimeout(e.got()) && isUntouched(stage));
            if (!tooEarly.get()) {
              throw e;
            }
          }
        });
    return !tooEarly.get();
  }

  private static boolean isTimeout(String got) {
    return got.contains(ConnectorError.TIMEOUT.name());
  }

  /** Whether the point of attack was not reached yet. */
  private boolean isUntouched(Stage stage) {
    return reached.stream().allMatch(endpoint -> stage.at(endpoint).isEmpty());
  }

  private Outcome<?> attempt(Stage stage) throws Breach {
    SignInAttempt signIn = stage.signIn(signInScript.apply(new Script()));
    if (atAuthorize) {
      Outcome<?> refusal = stage.refusal();
      if (refusal != null) {
        return refusal;
      }
      Outcome<?> authorized = signIn.tryAuthorize();
      if (authorized.returned().isEmpty()) {
        return authorized;
      }
    }
    return signIn.complete(callback.apply(signIn.callback()), session.apply(signIn.session()));
  }

  private void judge(Stage stage, Outcome<?> outcome, Set<ConnectorError> expected)
      throws Breach, NotReached {
    for (Endpoint endpoint : reached) {
      if (stage.at(endpoint).isEmpty()) {
        if (outcome.value() instanceof SignIn) {
          throw new Breach(
              "the connector asks the " + endpoint.words(), "it signs in without asking it");
        }
        throw new NotReached(
            "the connector asks the " + endpoint.words(), "it " + outcome.words() + " before that");
      }
    }
    String failure = "the sign-in fails with " + words(expected);
    Breach.unless(outcome.returned().isEmpty(), failure, "it succeeds");
    for (Endpoint endpoint : avoided) {
      Breach.unless(
          stage.at(endpoint).isEmpty(),
          "no request to the " + endpoint.words(),
          "there are " + stage.at(endpoint).size());
    }
    for (Further more : further) {
      more.check(stage, outcome);
    }
    Breach.unless(
        outcome.error().filter(expected::contains).isPresent(), failure, "it " + outcome.words());
  }

  private static String words(Set<ConnectorError> expected) {
    return expected.size() == ConnectorError.values().length
        ? "a ConnectorException"
        : expected.stream().map(Enum::name).collect(Collectors.joining(" or "));
  }

  /** Something further that must hold after a hostile case. */
  interface Further {
    void check(Stage stage, Outcome<?> outcome) throws Breach, NotReached;
  }
}
