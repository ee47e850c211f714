package dev.connectorkit.console.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.audit.AuditEntry;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.Applications.Registered;
import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.spi.UserProfile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications, codes and signing keys, on each kind of database. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class HandoverServicesTest {

  private static final String FIRST = "first BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=";
  private static final String SECOND = "second 4V3iQeQ0c0cDmHHuBHcPZ0vbFBPRlT6rDtaTCFp3DSs=";
  private static final String RETURN = "https://shop.example/callback";
  private static final String VERIFIER = "v".repeat(50);

  private static final Predicate<String> OFFERED = instance -> true;

  @Parameter DatabaseKind kind;
  @TempDir Path folder;

  private final MovingClock clock = new MovingClock();
  private ConsoleDatabase database;
  private AuditTrail audit;
  private HandoverServices services;

  @BeforeEach
  void open() {
    database = ConsoleDatabase.open(kind.fresh(folder));
    audit = new AuditTrail(database, clock);
    services = services(FIRST);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aSecretIsToldOnceAndNotStored() {
    Registered made = register("Shop");

    assertThat(authenticated(made.application(), made.secret())).isTrue();
    assertThat(authenticated(made.application(), Secret.of("x".repeat(43)))).isFalse();
    assertThat(everything()).contains("Shop", RETURN).doesNotContain(made.secret().reveal());
    assertThat(made.toString()).doesNotContain(made.secret().reveal());
  }

  @Test
  void twoSecretsAreGoodWhileOneIsExchanged() {
    Registered made = register("Shop");
    String id = made.application().clientId();
    clock.advance(Duration.ofDays(1));
    Registered second = services.applications().addSecret(id, "ada");

    assertThat(authenticated(made.application(), made.secret())).isTrue();
    assertThat(authenticated(made.application(), second.secret())).isTrue();
    assertThat(second.application().secrets()).hasSize(2);
    assertRefused(() -> services.applications().addSecret(id, "ada"), ConsoleError.INVALID);

    String older = second.application().secrets().get(0).id();
    services.applications().removeSecret(id, older, "ada");
    assertThat(authenticated(made.application(), made.secret())).isFalse();
    assertThat(authenticated(made.application(), second.secret())).isTrue();
    assertRefused(
        () -> services.applications().removeSecret(id, older, "ada"), ConsoleError.NOT_FOUND);
  }

  @Test
  void whoeverChangedItMeanwhileIsNotOverwritten() {
    Application made = register("Shop").application();
    services.applications().update(made.clientId(), made.revision(), change("Other"), "ada");

    assertRefused(
        () -> services.applications().update(made.clientId(), made.revision(), change("X"), "ada"),
        ConsoleError.CONFLICT);
    assertThat(services.applications().get(made.clientId()).name()).isEqualTo("Other");
    services.applications().remove(made.clientId(), "ada");
    assertThat(services.applications().list()).isEmpty();
    assertThat(audit.entries(Long.MAX_VALUE, 10))
        .extracting(AuditEntry::action)
        .containsExactly("application.removed", "application.changed", "application.registered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/callback",
        "https:///callback",
        "https://user@shop.example/",
        "https://shop.example/#",
        "https://shop.example/?code=1",
        "https://shop.example/?a=b&state",
        "javascript:alert(1)",
        "shop.example/callback",
        "https://shop.example/a b",
        "https://bücher.example/",
        "http://127.0.0.2/",
        "http://localhost.evil.example/",
        "https://*.example.com/",
        ""
      })
  void aReturnAddressIsHttpsOrLoopback(String address) {
    var given = new ApplicationChange("Shop", List.of(address), List.of("one"));

    assertRefused(() -> services.applications().register(given, "ada"), ConsoleError.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/callback?tenant=1",
        "http://localhost:8000/callback",
        "http://127.0.0.1/",
        "http://[::1]:8000/callback"
      })
  void suchReturnAddressesAreFine(String address) {
    var given = new ApplicationChange("Shop", List.of(" " + address, address, ""), List.of("one"));

    assertThat(services.applications().register(given, "ada").application().redirectUris())
        .containsExactly(address);
  }

  @Test
  void ofManyExchangesAtOneMomentOneWins() throws Exception {
    Application shop = register("Shop").application();
    List<HandoverServices> nodes = List.of(services, services(FIRST), services(FIRST));
    nodes.get(0).signingKeys().published();
    for (int round = 0; round < 5; round++) {
      Secret code = code(shop, "round" + round);
      var start = new CyclicBarrier(6);
      var pool = Executors.newFixedThreadPool(6);
      try {
        List<Callable<Boolean>> requests =
            IntStream.range(0, 6)
                .mapToObj(
                    i ->
                        (Callable<Boolean>)
                            () -> {
                              start.await(30, TimeUnit.SECONDS);
                              return exchanges(nodes.get(i % 3), shop, code);
                            })
                .toList();
        long won = 0;
        for (var request : pool.invokeAll(requests, 60, TimeUnit.SECONDS)) {
          won += request.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void whoSignedInIsSealedInTheDatabaseAndGoneAfterwards() {
    Application shop = register("Shop").application();
    services.handovers().begin(id("one"), request(shop), clock.instant());
    assertThat(everything()).doesNotContain("canary-state", "Ada Example");
    Secret code = code(shop, "one");
    assertThat(everything()).doesNotContain("canary-state", "Ada Example", code.reveal());
    TokenResponse response =
        services.codes().exchange(shop, code, RETURN, Secret.of(VERIFIER), OFFERED);
    assertThat(everything()).doesNotContain("Ada Example", response.accessToken().reveal());

    clock.advance(Duration.ofMinutes(16));
    services.handovers().begin(id("two"), request(shop), clock.instant());
    assertThat(rows("console_code")).isZero();
    assertThat(rows("console_handover")).isEqualTo(1);
  }

  @Test
  void aRowThatWasMovedDoesNotOpen() {
    Application shop = register("Shop").application();
    services.handovers().begin(id("one"), request(shop), clock.instant());
    database.change(
        handle -> handle.execute("UPDATE console_handover SET sign_in_id = ?", id("two")));

    assertThatThrownBy(() -> services.handovers().find(id("two")))
        .isInstanceOf(ConnectorException.class);
  }

  @Test
  void theOldestGoWhenThereAreTooMany() {
    Application shop = register("Shop").application();
    var bounds = new Bounds(database, clock, 20);
    for (int i = 0; i < 30; i++) {
      services.handovers().begin(id("number" + i), request(shop), clock.instant().plusSeconds(i));
    }
    for (int i = 0; i < 1_000; i++) {
      bounds.beforePut();
    }

    assertThat(rows("console_handover")).isEqualTo(20);
    assertThat(services.handovers().find(id("number9"))).isEmpty();
    assertThat(services.handovers().find(id("number10"))).isPresent();
  }

  @Test
  void aKeyIsTheSameOnAllNodesAndExchangedWithoutAGap() throws Exception {
    Application shop = register("Shop").application();
    String before = token(services, shop, "one");
    HandoverServices other = services(FIRST);
    assertThat(kid(token(other, shop, "two"))).isEqualTo(kid(before));

    other.signingKeys().rotate("ada");
    String after = token(services, shop, "three");
    assertThat(kid(after)).isNotEqualTo(kid(before));
    assertThat(verifies(before)).isTrue();
    assertThat(verifies(after)).isTrue();

    clock.advance(SigningKeys.PUBLISHED_AFTER.plusSeconds(1));
    assertThat(JWKSet.parse(services.signingKeys().published()).getKeys()).hasSize(1);
    clock.advance(SigningKeys.SIGNS_FOR);
    assertThat(kid(token(services, shop, "four"))).isNotEqualTo(kid(after));
  }

  @Test
  void nodesThatNeedTheFirstKeyAtOnceGetTheSame() throws Exception {
    var pool = Executors.newFixedThreadPool(3);
    var start = new CyclicBarrier(3);
    try {
      Callable<String> need =
          () -> {
            start.await(30, TimeUnit.SECONDS);
            return services(FIRST).signingKeys().current().getKeyID();
          };
      List<String> kids =
          pool.invokeAll(List.of(need, need, need), 60, TimeUnit.SECONDS).stream()
              .map(
                  made -> {
                    try {
                      return made.get();
                    } catch (Exception e) {
                      throw new AssertionError(e);
                    }
                  })
              .distinct()
              .toList();
      assertThat(kids).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void theSigningKeyIsSealedAndResealed() {
    String kid = services.signingKeys().current().getKeyID();
    assertThat(everything()).contains("v1.first.").doesNotContain("\"d\":");

    HandoverServices both = services(SECOND + "," + FIRST);
    assertThat(both.signingKeys().reseal()).isEqualTo(1);
    assertThat(both.signingKeys().reseal()).isZero();
    assertThat(services(SECOND).signingKeys().current().getKeyID()).isEqualTo(kid);
  }

  private HandoverServices services(String keys) {
    return HandoverServices.of(
        database,
        KeyFile.parse(Secret.of(keys)),
        audit,
        URI.create("https://sign-in.example/"),
        clock);
  }

  private Registered register(String name) {
    return services.applications().register(change(name), "ada");
  }

  private static ApplicationChange change(String name) {
    return new ApplicationChange(name, List.of(RETURN), List.of("one"));
  }

  private boolean authenticated(Application application, Secret secret) {
    try {
      return services
          .applications()
          .authenticated(application.clientId(), secret)
          .equals(services.applications().get(application.clientId()));
    } catch (OAuthException e) {
      assertThat(e.error()).isEqualTo(OAuthError.INVALID_CLIENT);
      return false;
    }
  }

  private static HandoverRequest request(Application application) {
    return new HandoverRequest(
        application.clientId(),
        RETURN,
        "canary-state",
        Optional.of("nonce"),
        Opaque.hash(VERIFIER));
  }

  private Secret code(Application application, String signIn) {
    UserProfile profile = UserProfile.builder("1").name(Optional.of("Ada Example")).build();
    return Secret.of(
        services
            .handovers()
            .finish(
                id(signIn),
                request(application),
                SignedIn.of(completed(profile), clock.instant())));
  }

  private static CompletedSignIn completed(UserProfile profile) {
    return new CompletedSignIn(
        "one",
        "github",
        profile,
        new TokenSet(
            Secret.of("provider's"),
            "Bearer",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of()));
  }

  private static boolean exchanges(HandoverServices node, Application shop, Secret code) {
    try {
      node.codes().exchange(shop, code, RETURN, Secret.of(VERIFIER), OFFERED);
      return true;
    } catch (OAuthException e) {
      assertThat(e.error()).isEqualTo(OAuthError.INVALID_GRANT);
      return false;
    }
  }

  private String token(HandoverServices node, Application shop, String signIn) {
    return node.codes()
        .exchange(shop, code(shop, signIn), RETURN, Secret.of(VERIFIER), OFFERED)
        .idToken()
        .reveal();
  }

  private static String kid(String token) throws Exception {
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  private boolean verifies(String token) throws Exception {
    var key = JWKSet.parse(services.signingKeys().published()).getKeyByKeyId(kid(token));
    return key != null && SignedJWT.parse(token).verify(new RSASSAVerifier(key.toRSAKey()));
  }

  private long rows(String table) {
    return database.read(
        handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one());
  }

  private String everything() {
    return database.read(
        handle ->
            List.of(
                    "console_application",
                    "console_application_secret",
                    "console_handover",
                    "console_code",
                    "console_signing_key",
                    "console_audit")
                .stream()
                .flatMap(
                    table ->
                        handle.createQuery("SELECT * FROM " + table).mapToMap().list().stream())
                .map(String::valueOf)
                .collect(Collectors.joining("\n")));
  }

  private static String id(String name) {
    return Opaque.hash(name);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ConsoleError error) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConsoleException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
