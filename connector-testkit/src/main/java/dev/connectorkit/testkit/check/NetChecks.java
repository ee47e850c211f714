package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.Fault;
import dev.connectorkit.testkit.world.ServerCertificate;
import dev.connectorkit.testkit.world.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Hostile networks. */
final class NetChecks {

  private static final String STRANGER = "https://attacker.example";
  private static final int MEBIBYTE = 1024 * 1024;
  // Twice what a host reads at most, and what sockets hold between the two sides.
  private static final long MAX_SENT = 2L * MEBIBYTE + 14L * MEBIBYTE;
  private static final ConnectorError[] GIVEN_UP =
      Failures.codes(ConnectorError.TIMEOUT, ConnectorError.UNAVAILABLE);
  private static final ConnectorError[] BROKEN =
      Failures.codes(
          ConnectorError.UNAVAILABLE,
          ConnectorError.INVALID_RESPONSE,
          ConnectorError.TIMEOUT,
          ConnectorError.AUTHORIZATION_FAILED,
          ConnectorError.ID_TOKEN_INVALID);
  private static final String OK_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  private NetChecks() {}

  static void register(Checks checks) {
    checks.add("NET-01", NetChecks::silence);
    checks.add("NET-02", NetChecks::drip);
    checks.add("NET-03", NetChecks::hugeBody);
    checks.add("NET-04", NetChecks::codings);
    checks.add("NET-05", NetChecks::brokenConnection);
    checks.add("NET-06", NetChecks::tokenRedirect);
    checks.add("NET-07", NetChecks::userInfoRedirect);
    checks.add("NET-08", NetChecks::rateLimit);
    checks.add("NET-09", NetChecks::down);
    checks.add("NET-10", NetChecks::certificates);
    checks.add("NET-11", NetChecks::declaredOriginsOnly);
    checks.add("NET-12", Recovery::check);
  }

  /** The addresses that this connector asks in a sign-in. */
  static List<Endpoint> asked(Bench bench) {
    WireShape.Provider provider = bench.shape().provider();
    var asked = new ArrayList<>(List.of(Endpoint.TOKEN));
    if (provider.userInfo() != null) {
      asked.add(Endpoint.USER_INFO);
    }
    if (bench.shape().idToken().isPresent()) {
      asked.add(Endpoint.JWKS);
    }
    if (provider.discovery() != null) {
      asked.add(Endpoint.DISCOVERY);
    }
    return asked;
  }

  /** One fault at each address, all at the same time. */
  private static void everywhere(
      Bench bench, Map<String, Fault> faults, boolean slow, ConnectorError... codes) {
    List<Runnable> runs = new ArrayList<>();
    StageSetup setup =
        slow ? bench.plainSetup().withHttpDeadline(bench.limits().shortHttp()) : bench.plainSetup();
    for (Endpoint endpoint : asked(bench)) {
      faults.forEach(
          (name, fault) ->
              runs.add(
                  () ->
                      bench
                          .hostile(endpoint.words() + ": " + name)
                          .on(setup)
                          .providerScript(script -> script.fault(endpoint, fault))
                          .alsoAtAuthorize()
                          .reaches(endpoint)
                          .and(
                              (stage, outcome) -> {
                                requireInTime(stage, slow, outcome);
                                requireLittleSent(stage, endpoint);
                              })
                          .failsWith(codes)));
    }
    bench.together(runs);
  }

  /** Generous: a connector may have asked other addresses before, and the machine may be busy. */
  private static void requireInTime(Stage stage, boolean slow, Outcome<?> outcome) throws Breach {
    Duration limit = stage.httpDeadline().plus(stage.limits().scaled(6_000));
    Breach.unless(
        !slow || outcome.nanos() <= limit.toNanos(),
        "the call ends within " + limit.toMillis() + " ms",
        "it takes " + outcome.nanos() / 1_000_000 + " ms");
  }

  private static void requireLittleSent(Stage stage, Endpoint endpoint) throws Breach {
    long sent = stage.at(endpoint).stream().mapToLong(exchange -> exchange.bytesSent().get()).sum();
    Breach.unless(
        sent <= MAX_SENT,
        "at most " + MAX_SENT / MEBIBYTE + " MiB are taken from the provider",
        sent / MEBIBYTE + " MiB are");
  }

  private static void silence(Bench bench) {
    everywhere(
        bench, Map.of("no answer", wire -> wire.pause(bench.limits().hang())), true, GIVEN_UP);
  }

  private static void drip(Bench bench) {
    Duration pause = bench.limits().scaled(150);
    Map<String, Fault> drips = new LinkedHashMap<>();
    drips.put(
        "headers byte by byte",
        wire -> {
          wire.send("HTTP/1.1 200 OK\r\nX-Drip: ");
          drip(wire, pause);
        });
    drips.put(
        "a body byte by byte",
        wire -> {
          wire.send(OK_HEAD + "Content-Length: 100000\r\n\r\n");
          drip(wire, pause);
        });
    everywhere(bench, drips, true, GIVEN_UP);
  }

  private static void drip(Wire wire, Duration pause) throws IOException {
    for (int i = 0; i < 1_000; i++) {
      wire.send(" ").pause(pause);
    }
  }

  private static void hugeBody(Bench bench) {
    byte[] block = new byte[64 * 1024];
    Arrays.fill(block, (byte) ' ');
    String chunk = Integer.toHexString(block.length) + "\r\n";
    Map<String, Fault> bodies = new LinkedHashMap<>();
    bodies.put(
        "a body of 64 MiB",
        wire -> {
          wire.send(OK_HEAD + "Content-Length: " + 64 * MEBIBYTE + "\r\n\r\n");
          for (int i = 0; i < 1024; i++) {
            wire.send(block);
          }
        });
    bodies.put(
        "a body without end",
        wire -> {
          wire.send(OK_HEAD + "Transfer-Encoding: chunked\r\n\r\n");
          for (int i = 0; i < 4096; i++) {
            wire.send(chunk).send(block).send("\r\n");
          }
        });
    everywhere(bench, bodies, false, Failures.plus(BROKEN, ConnectorError.TOKEN_INVALID));
  }

  private static void codings(Bench bench) {
    byte[] bomb = gzip(new byte[64 * MEBIBYTE]);
    byte[] small = gzip("{\"a\": \"".concat("x".repeat(5_000)).concat("\"}").getBytes(UTF_8));
    Map<String, Fault> bodies = new LinkedHashMap<>();
    bodies.put("cut gzip", coded("gzip", Arrays.copyOf(small, small.length / 2)));
    bodies.put("gzip of 64 MiB", coded("gzip", bomb));
    bodies.put("gzip of gzip", coded("gzip, gzip", gzip(small)));
    bodies.put("an unknown coding", coded("x-unknown", small));
    bodies.put("text that says it is gzip", coded("gzip", "{}".getBytes(UTF_8)));
    everywhere(bench, bodies, false, Failures.plus(BROKEN, ConnectorError.TOKEN_INVALID));
    bench.verify(
        "good gzip that nobody asked for",
        stage -> {
          Script script =
              new Script()
                  .answer(
                      Endpoint.TOKEN,
                      proper ->
                          proper.withBody(gzip(proper.body())).header("Content-Encoding", "gzip"));
          Outcome<?> done = stage.signIn(script).run();
          if (stage.at(Endpoint.TOKEN).isEmpty()) {
            throw new NotReached("the token endpoint is asked", "complete() " + done.words());
          }
          Breach.unless(
              done.returned().isPresent() || done.error().isPresent(),
              "the sign-in succeeds, or fails typed",
              "complete() " + done.words());
        });
  }

  private static Fault coded(String coding, byte[] body) {
    return wire ->
        wire.send(
                OK_HEAD
                    + "Content-Encoding: "
                    + coding
                    + "\r\nContent-Length: "
                    + body.length
                    + "\r\n\r\n")
            .send(body);
  }

  private static byte[] gzip(byte[] plain) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static void brokenConnection(Bench bench) {
    Map<String, Fault> faults = new LinkedHashMap<>();
    faults.put("a reset before the answer", Wire::reset);
    faults.put(
        "a reset inside the headers",
        wire -> wire.send("HTTP/1.1 200 OK\r\nContent-Ty").pause(Duration.ofMillis(50)).reset());
    faults.put(
        "a reset inside the body",
        wire ->
            wire.send(OK_HEAD + "Content-Length: 1000\r\n\r\n{\"access_")
                .pause(Duration.ofMillis(50))
                .reset());
    faults.put(
        "an end before the announced length",
        wire -> wire.send(OK_HEAD + "Content-Length: 1000\r\n\r\n{\"access_token\": \"abc\"}"));
    faults.put("a garbage status line", wire -> wire.send("NONSENSE 200 maybe\r\n\r\n"));
    faults.put(
        "bytes that are no text", wire -> wire.send(new byte[] {0, 1, 2, (byte) 255, 10, 13}));
    faults.put("a close without an answer", wire -> wire.send(""));
    everywhere(bench, faults, false, Failures.plus(BROKEN, ConnectorError.TOKEN_INVALID));
  }

  private static void tokenRedirect(Bench bench) {
    String same = bench.shape().provider().token() + "/moved";
    for (int status : List.of(301, 302, 303, 307, 308)) {
      for (String to : List.of(STRANGER + "/token", "//attacker.example/token", same)) {
        redirect(bench, Endpoint.TOKEN, status, to);
      }
    }
  }

  private static void userInfoRedirect(Bench bench) {
    for (int status : List.of(301, 302, 307, 308)) {
      redirect(bench, Endpoint.USER_INFO, status, STRANGER + "/userinfo");
    }
    redirect(bench, Endpoint.USER_INFO, 302, String.valueOf(bench.shape().provider().userInfo()));
  }

  private static void redirect(Bench bench, Endpoint endpoint, int status, String to) {
    bench
        .hostile(endpoint.words() + ": " + status + " to " + to)
        .on(
            bench
                .plainSetup()
                .withStranger(
                    STRANGER,
                    request -> FakeResponse.json(200, Map.of("access_token", "of-a-stranger"))))
        .script(
            script ->
                script.answer(
                    endpoint, new FakeResponse(status, Map.of("Location", to), new byte[0])))
        .reaches(endpoint)
        .and(
            (stage, outcome) -> {
              boolean left =
                  stage.journal().connects().stream()
                      .anyMatch(host -> host.startsWith("attacker.example"));
              Breach.unless(!left, "nothing is sent to another origin", "a connection is made");
              int requests = stage.at(endpoint).size() + stage.at(Endpoint.OTHER).size();
              Breach.unless(
                  requests == 1, "nothing is asked after the redirect", "a request is made");
            })
        .failsWith(Failures.plus(BROKEN, ConnectorError.TOKEN_INVALID));
  }

  private static void rateLimit(Bench bench) {
    String inTwoMinutes =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(2));
    Map<String, Optional<String>> forms = new LinkedHashMap<>();
    forms.put("Retry-After in seconds", Optional.of("120"));
    forms.put("Retry-After as a date", Optional.of(inTwoMinutes));
    forms.put("no Retry-After", Optional.empty());
    forms.put("a Retry-After that says nothing", Optional.of("soon"));
    forms.forEach(
        (name, value) -> {
          boolean told =
              name.equals("Retry-After in seconds") || name.equals("Retry-After as a date");
          bench
              .hostile("429 with " + name)
              .script(
                  script ->
                      script.answer(
                          Endpoint.TOKEN,
                          proper -> {
                            FakeResponse limit = FakeResponse.of(429, "text/plain", "Slow down.");
                            return value
                                .map(text -> limit.header("Retry-After", text))
                                .orElse(limit);
                          }))
              .reaches(Endpoint.TOKEN)
              .and(
                  (stage, outcome) -> {
                    Breach.unless(
                        stage.at(Endpoint.TOKEN).size() == 1,
                        "one token request",
                        "there are " + stage.at(Endpoint.TOKEN).size());
                    if (told) {
                      requireWait(outcome);
                    }
                  })
              .failsWith(ConnectorError.RATE_LIMITED);
        });
  }

  private static void requireWait(Outcome<?> outcome) throws Breach {
    Duration wait =
        outcome
            .failure()
            .flatMap(ConnectorException::retryAfter)
            .orElseThrow(
                () ->
                    new Breach("retryAfter is two minutes", "it is absent: it " + outcome.words()));
    Breach.unless(
        wait.compareTo(Duration.ofSeconds(100)) >= 0
            && wait.compareTo(Duration.ofSeconds(121)) <= 0,
        "retryAfter is two minutes",
        "it is " + wait.toSeconds() + " s");
  }

  private static void down(Bench bench) {
    for (Endpoint endpoint : asked(bench)) {
      for (int status : List.of(500, 502, 503, 504)) {
        bench
            .hostile(endpoint.words() + ": status " + status)
            .providerScript(
                script ->
                    script.answer(endpoint, FakeResponse.of(status, "text/html", "<h1>Down</h1>")))
            .alsoAtAuthorize()
            .reaches(endpoint)
            .and(
                (stage, outcome) -> {
                  int most = endpoint == Endpoint.TOKEN ? 1 : 3;
                  Breach.unless(
                      stage.at(endpoint).size() <= most,
                      "at most " + most + " requests",
                      "there are " + stage.at(endpoint).size());
                })
            .failsWith(ConnectorError.UNAVAILABLE);
      }
    }
  }

  private static void certificates(Bench bench) {
    for (ServerCertificate certificate :
        List.of(
            ServerCertificate.EXPIRED,
            ServerCertificate.SELF_SIGNED,
            ServerCertificate.OTHER_HOST)) {
      bench
          .hostile("a certificate that is " + certificate)
          .on(bench.plainSetup().withCertificate(certificate))
          .alsoAtAuthorize()
          .and(
              (stage, outcome) -> {
                if (stage.journal().connects().isEmpty()) {
                  throw new NotReached("a connection is made", "it " + outcome.words());
                }
                Breach.unless(
                    stage.journal().exchanges().isEmpty(),
                    "no request is sent over that connection",
                    "there is one");
              })
          .failsWith(Failures.plus(BROKEN, ConnectorError.INVALID_CERTIFICATE));
    }
  }

  private static void declaredOriginsOnly(Bench bench) {
    // A client of the connector's own takes the proxies over when it is made, and start() connects.
    try (var watch = ConnectionWatch.start()) {
      bench.verify(
          "connections from the connector's creation to a sign-in",
          stage -> {
            stage.signIn().succeed();
            for (String host : stage.journal().connects()) {
              Breach.unless(
                  stage
                      .shape()
                      .provider()
                      .origins()
                      .contains("https://" + host.replaceFirst(":443$", "")),
                  "connections go to the origins of the wire shape",
                  "one goes to " + host);
            }
            Breach.unless(
                watch.seen().isEmpty(),
                "all connections go through ProviderHttp",
                "some go past it, to " + watch.seen());
          });
    }
  }
}
