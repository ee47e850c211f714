package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.SignIn;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Addresses beside userinfo that are read with the access token, such as a list of addresses. */
final class FurtherAddresses {

  private static final String STRANGER = "https://attacker.example";
  private static final int MOST_REQUESTS = 3;

  private FurtherAddresses() {}

  /** A profile may well be made without them: what is asked for is no harm. */
  static void check(Bench bench) {
    Map<String, FakeResponse> answers = new LinkedHashMap<>(Documents.malformed());
    for (int status : new int[] {401, 403, 404, 429, 500, 503}) {
      answers.put("status " + status, FakeResponse.of(status, "text/html", "<h1>No</h1>"));
    }
    answers.put("an empty object", FakeResponse.of(200, "application/json", "{}"));
    answers.put("a number", FakeResponse.of(200, "application/json", "7"));
    answers.put("an array of everything", FakeResponse.of(200, "application/json", ODDITIES));
    answers.put(
        "a redirect to another origin",
        new FakeResponse(302, Map.of("Location", STRANGER + "/resource"), new byte[0]));
    answers.put("a closed connection", FakeResponse.dropped());
    String uncontrolled = bench.uncontrolled();
    answers.forEach(
        (name, answer) ->
            bench.verify(
                "a further address answers with " + name,
                bench
                    .plainSetup()
                    .withStranger(STRANGER, request -> FakeResponse.json(200, Map.of())),
                stage -> {
                  if (uncontrolled != null) {
                    throw new NotReached("a proper sign-in succeeds", uncontrolled);
                  }
                  requireNoHarm(
                      stage,
                      stage.signIn(new Script().answer(Endpoint.RESOURCE, answer)).run(),
                      stage.shape().provider().resources().size());
                }));
  }

  private static final String ODDITIES =
      "[null, 1, true, \"text\", [], {}, {\"email\": null, \"primary\": true},"
          + " {\"email\": 7, \"primary\": \"yes\", \"verified\": {}}]";

  private static void requireNoHarm(Stage stage, Outcome<SignIn> done, int addresses)
      throws Breach, NotReached {
    int requests = stage.at(Endpoint.RESOURCE).size();
    if (requests == 0) {
      throw new NotReached("the further address is asked", "complete() " + done.words());
    }
    Breach.unless(
        done.returned().isPresent() || done.failure().isPresent(),
        "the sign-in succeeds without it, or fails with a ConnectorException",
        "complete() " + done.words());
    Breach.unless(
        stage.journal().connects().stream().noneMatch(host -> host.startsWith("attacker.example")),
        "nothing is sent to another origin",
        "a connection is made");
    Breach.unless(
        requests <= MOST_REQUESTS * addresses,
        "each is asked at most " + MOST_REQUESTS + " times",
        "there are " + requests + " requests");
  }
}
