package dev.connectorkit.console.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.audit.AuditEntry;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.HandoverServices;
import dev.connectorkit.console.handover.SignedIn;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.instance.PendingChanges;
import dev.connectorkit.console.instance.ProviderRelease;
import dev.connectorkit.console.instance.SampleConnector;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.logo.InstanceLogos;
import dev.connectorkit.console.logo.ManagedLogos;
import dev.connectorkit.console.operator.ApiRight;
import dev.connectorkit.console.operator.ApiToken;
import dev.connectorkit.console.operator.ApiTokens;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.operator.Operators;
import dev.connectorkit.console.person.StoredPeople;
import dev.connectorkit.console.trial.ProgramTries;
import dev.connectorkit.console.watch.Retention;
import dev.connectorkit.console.watch.SignInEntry;
import dev.connectorkit.console.watch.SignInLog;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads by the console's services what the files of rows have. The tokens are those whose hashes
 * are stored; the clock stands where the rows were written.
 */
final class StoredRows implements AutoCloseable {

  private static final String SESSION = "t4DM5K8pXTU6tS47tc91ZbqvaWraZVs-g_KLYAHhf2E";
  private static final String SET_UP_LINK = "5P-c24xK36RJNxdf9K3v0JO4JT9gkzmOL4yX49KAWvI";
  private static final String PASSWORD = "correct horse battery";
  private static final String CLIENT_ID = "BthuAfdhySvv6TxOC9ykDA";
  private static final String CLIENT_SECRET = "mq0CxNk3ANqLEW6iHEJvskxOZFBXeff1HrBLD7mMuQk";
  private static final String RETURN = "https://shop.example/callback";
  private static final String SIGN_IN = "fEo0VyK0CsvcEhhD1DtnTp98UCAfJrS5FZMbTypz09A";
  private static final String CODE = "zPfIMYF2msec35_MeKZWb0orszexHZA2SN16SU-2aLM";
  private static final String ACCESS_TOKEN = "Qysyip7ex7Owbi0P2Awk_fhzMVdF3Evgfd9e4QeQ80k";
  private static final String SIGNING_KEY = "NcUam1erJvo290U_7GAcJV6rw85SibXIZIWrBPmEDNA";
  private static final String LOGO = "ecQ1t0gHsdihRbF8TqpUByuLE9-2Eir7fPC2iKhxol4";
  private static final String API_TOKEN = "ckapi_2-4z7yUvQjipV_T5kAPcTo-X65KYsJz6IslZ74e2bz0";
  private static final String TRY = "Wm3NZFs_If_gMlhrg6xFHf6oeMIV6z7ElIiaKQQn6bE";
  private static final String PERSON = "2hntNDnd-CFNoevMdg9Q4-AadEZWvjDVbtTT7VE9Cew";

  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-26T00:00:00Z"));
  private final SealingKeys keys = KeyFile.parse(Secret.of(InstanceWorld.KEY));
  private final ConsoleDatabase database;
  private final AuditTrail audit;
  private final SampleConnector sample = new SampleConnector();
  private final ConnectorHost host;
  private final InstanceSync sync;
  private final Instances instances;

  StoredRows(ConsoleDatabase database) {
    this.database = database;
    this.audit = new AuditTrail(database, clock);
    this.host =
        ConnectorHost.builder()
            .connector(sample)
            .publicBaseUrl(URI.create("http://localhost:8080"))
            .open();
    this.sync = InstanceSync.start(database, keys, host);
    this.instances = new Instances(database, keys, host, sync, audit, clock);
  }

  /** What a version brought. */
  void requireRead(int version) {
    switch (version) {
      case 1 -> {
        operator();
        instances();
      }
      case 2 -> signIns();
      case 3 -> {
        applications();
        logos();
      }
      case 4 -> missingSecrets();
      case 5 -> apiTokens();
      case 6 -> tries();
      case 7 -> knownProviders();
      case 8 -> passedTries();
      case 9 -> tokenRights();
      case 10 -> pendingChanges();
      case 11 -> references();
      case 12 -> people();
      default ->
          throw new AssertionError(
              "Nothing reads the rows of V" + version + ": add a reading of them here.");
    }
  }

  /** New rows find their places beside the old ones. */
  void requireThatItGoesOn() {
    assertThat(
            instances
                .create("later", "sample", InstanceWorld.change("later", "secret of later"), "ada")
                .revision())
        .isGreaterThan(7);
    assertThat(audit.entries(Long.MAX_VALUE, 1))
        .extracting(AuditEntry::subject)
        .containsExactly("later");
  }

  private void operator() {
    var operators = new Operators(database, audit, clock);
    assertThat(operators.session(SESSION)).map(OperatorSession::operator).contains("ada");
    assertThat(operators.isLinkOpen(SET_UP_LINK)).isTrue();
    // Three of five failures are stored.
    assertThatThrownBy(() -> operators.signIn("ada", "wrong", "203.0.113.7"))
        .isInstanceOf(ConsoleException.class);
    assertThat(operators.signIn("ada", PASSWORD, "203.0.113.7").operator()).isEqualTo("ada");
    assertThat(audit.entries(Long.MAX_VALUE, 100))
        .extracting(AuditEntry::action)
        .contains("operator.set-up", "operator.link-issued");
  }

  private void instances() {
    StoredInstance one = instances.get("one");
    assertThat(one.state()).isEqualTo(StoredInstance.State.ENABLED);
    // What was tried is not known.
    assertThat(one.tried()).isFalse();
    assertThat(one.displayName()).contains("Our people");
    assertThat(instances.get("two").state()).isEqualTo(StoredInstance.State.DRAFT);
    assertThat(instances.get("two").config())
        .isEqualTo(Map.of("clientId", "zwei ü", "server", "https://two.example"));
    assertThat(instances.get("three").state()).isEqualTo(StoredInstance.State.DISABLED);
    assertThat(instances.open("three").config())
        .isEqualTo(
            Map.of(
                "clientId", "drei",
                "clientSecret", Secret.of("secret of three"),
                "other", Secret.of("more of three")));
    assertThat(instances.list()).extracting(StoredInstance::id).startsWith("one", "two", "three");
    assertThat(sample.secretOf("one")).contains("secret of one");
    assertThat(sync.enabled()).hasSize(1);
  }

  private void references() {
    try (var log = SignInLog.start(database, Retention.DEFAULT, clock)) {
      assertThat(log.entries(Optional.of("three"), Optional.empty(), Long.MAX_VALUE, 9))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.reference()).isEqualTo("65c3a94292400c36");
                assertThat(entry.application()).isEqualTo(CLIENT_ID);
              });
    }
  }

  private void people() {
    try (var people = StoredPeople.start(database, keys, clock)) {
      assertThat(people.find(PERSON)).contains("{\"name\":\"Zoë Example\"}");
    }
  }

  private void signIns() {
    try (var log = SignInLog.start(database, Retention.DEFAULT, clock)) {
      List<SignInEntry> entries =
          log.entries(Optional.empty(), Optional.empty(), Long.MAX_VALUE, 10).stream()
              // Those of later versions have one.
              .filter(entry -> entry.reference().isEmpty())
              .toList();
      assertThat(entries).extracting(SignInEntry::instanceId).containsExactly("two", "one");
      assertThat(entries).extracting(SignInEntry::errorCode).containsExactly("unavailable", "");
      assertThat(entries.get(1).took()).isEqualTo(Duration.ofMillis(120));
    }
  }

  private void applications() {
    HandoverServices services =
        HandoverServices.of(database, keys, audit, URI.create("https://sign-in.example/"), clock);
    Application shop = services.applications().authenticated(CLIENT_ID, Secret.of(CLIENT_SECRET));
    assertThat(shop.name()).isEqualTo("Shop");
    assertThat(shop.redirectUris()).containsExactly(RETURN, "https://shop.example/other");
    assertThat(shop.instances()).containsExactly("one", "two");
    assertThat(services.handovers().find(SIGN_IN))
        .hasValueSatisfying(request -> assertThat(request.redirectUri()).isEqualTo(RETURN));
    assertThat(services.codes().userInfo(Secret.of(ACCESS_TOKEN), instance -> true))
        .map(SignedIn::claims)
        .hasValueSatisfying(claims -> assertThat(claims).containsEntry("sub", "github:1"));
    String idToken =
        services
            .codes()
            .exchange(shop, Secret.of(CODE), RETURN, Secret.of("v".repeat(50)), instance -> true)
            .idToken()
            .reveal();
    try {
      SignedJWT signed = SignedJWT.parse(idToken);
      assertThat(signed.getHeader().getKeyID()).isEqualTo(SIGNING_KEY);
      var key = JWKSet.parse(services.signingKeys().published()).getKeyByKeyId(SIGNING_KEY);
      assertThat(signed.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
    } catch (ParseException | JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private void logos() {
    var logos = new InstanceLogos(database, audit, () -> ManagedLogos.NONE);
    assertThat(logos.of("one").dark()).contains(LOGO);
    assertThat(logos.find(LOGO))
        .hasValueSatisfying(
            logo -> assertThat(new String(logo.content(), UTF_8)).contains("circle"));
  }

  private void missingSecrets() {
    assertThat(instances.get("four").missingSecrets()).isEqualTo(Set.of("/clientSecret"));
    assertThatThrownBy(() -> instances.enable("four", true, "ada"))
        .isInstanceOfSatisfying(
            ConsoleException.class,
            e -> assertThat(e.error()).isEqualTo(ConsoleError.SECRET_MISSING));
  }

  private void apiTokens() {
    assertThat(new ApiTokens(database, audit, clock).find(API_TOKEN))
        .map(ApiToken::name)
        .contains("ci");
  }

  private void tries() {
    ProgramTries.Opened opened = new ProgramTries(database, keys, clock).open(TRY);
    assertThat(opened.instanceId()).isEqualTo("one");
    assertThat(opened.started().signIn().authorizationUri())
        .isEqualTo(URI.create("https://sample.example/authorize"));
  }

  private void knownProviders() {
    assertThat(new ProviderRelease(database, instances, sync, audit).list())
        .extracting(one -> one.provider().instanceId())
        .contains("one", "three", "gone");
    assertThatThrownBy(
            () ->
                instances.create(
                    "gone", "sample", InstanceWorld.change("other", "secret of other"), "ada"))
        .isInstanceOfSatisfying(
            ConsoleException.class,
            e -> assertThat(e.error()).isEqualTo(ConsoleError.OTHER_PROVIDER));
  }

  private void passedTries() {
    assertThat(instances.get("five").tried()).isTrue();
    assertThat(instances.enable("five", false, "ada").enabled()).isTrue();
    instances.disable("five", "ada");
  }

  private void tokenRights() {
    var tokens = new ApiTokens(database, audit, clock);
    // One of an earlier version may do what it could.
    assertThat(tokens.find(API_TOKEN).orElseThrow().rights())
        .containsExactlyInAnyOrder(ApiRight.values());
    assertThat(tokens.list())
        .filteredOn(one -> one.name().equals("reader"))
        .singleElement()
        .satisfies(one -> assertThat(one.rights()).containsExactly(ApiRight.READ));
  }

  private void pendingChanges() {
    var changes = new PendingChanges(database, keys, host, instances, sync, audit, clock);
    assertThat(changes.find("one"))
        .hasValueSatisfying(
            pending -> {
              assertThat(pending.stale()).isFalse();
              assertThat(pending.instance().tried()).isFalse();
              assertThat(pending.changedBy()).isEqualTo("ada");
            });
    assertThat(changes.open("one").config())
        .isEqualTo(Map.of("clientId", "später", "clientSecret", Secret.of("secret of one")));
    assertThat(sample.configs.get("one").text("clientId")).isEqualTo("id");
  }

  @Override
  public void close() {
    sync.close();
    host.close();
  }
}
