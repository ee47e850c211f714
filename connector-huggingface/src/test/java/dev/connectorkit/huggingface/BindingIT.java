package dev.connectorkit.huggingface;

import static dev.connectorkit.huggingface.TwoOfEach.ADA;
import static dev.connectorkit.huggingface.TwoOfEach.EVE;
import static dev.connectorkit.huggingface.TwoOfEach.HF;
import static dev.connectorkit.huggingface.TwoOfEach.HUB;
import static dev.connectorkit.huggingface.TwoOfEach.complete;
import static dev.connectorkit.huggingface.TwoOfEach.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two browsers, two providers, two nodes, the shipped jar, real TLS: whatever is carried from one
 * to the other signs nobody in, and takes nothing from whoever it belongs to.
 */
class BindingIT {

  private TwoOfEach world;

  @BeforeEach
  void open(@TempDir Path plugins) {
    world = new TwoOfEach(plugins);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theSamePersonAtTwoProvidersIsTwoPeople() {
    CompletedSignIn atHf = signIn("hf");
    CompletedSignIn atHub = signIn("hub");

    assertThat(atHf.profile().id()).isEqualTo(atHub.profile().id());
    assertThat(atHf.target()).isEqualTo("huggingface");
    assertThat(atHub.target()).isEqualTo("hub");
  }

  @Test
  void aSignInSurvivesTheNodeItBeganOn() {
    StartedSignIn started = world.north.begin("hf");
    var callback = world.consent(started, world.hf, ADA);
    world.north.close();

    assertThat(complete(world.south, "hf", callback, started.browserToken()).profile().id())
        .isEqualTo(ADA.sub());
  }

  @Test
  void anAttackersCallbackIsRefusedInTheVictimsBrowser() {
    StartedSignIn attackers = world.north.begin("hf");
    StartedSignIn victims = world.south.begin("hf");
    var callback = world.consent(attackers, world.hf, EVE);

    refused(
        () -> complete(world.south, "hf", callback, victims.browserToken()),
        ConnectorError.STATE_MISMATCH);

    assertThat(world.askedAt("/oauth/token")).isEmpty();
    assertThat(complete(world.south, "hf", callback, attackers.browserToken()).profile().id())
        .isEqualTo(EVE.sub());
  }

  @Test
  void aCallbackAtTheOtherProvidersAddressIsRefused() {
    StartedSignIn started = world.north.begin("hf");
    var callback = world.consent(started, world.hf, ADA);

    refused(
        () -> complete(world.north, "hub", callback, started.browserToken()),
        ConnectorError.STATE_MISMATCH);

    assertThat(world.askedAt("/oauth/token")).isEmpty();
    assertThat(complete(world.south, "hf", callback, started.browserToken()).profile().id())
        .isEqualTo(ADA.sub());
  }

  @Test
  void aHostileProviderDoesNotGetTheCodeOfAnHonestOne() {
    // It sends the browser on to the honest one, under the client and redirect URI known there.
    StartedSignIn started = world.north.begin("hub");
    URI forwarded =
        URI.create(
            started
                .authorizationUri()
                .toString()
                .replace(HUB, HF)
                .replace("callback%2Fhub", "callback%2Fhf"));
    var honest = world.consent(forwarded, world.hf, ADA);
    assertThat(honest).containsKey("code");

    for (String instance : List.of("hf", "hub")) {
      var callback = instance.equals("hub") ? with(honest, "iss", List.of(HF)) : honest;
      assertThatThrownBy(() -> complete(world.north, instance, callback, started.browserToken()))
          .isInstanceOf(ConnectorException.class);
    }

    assertThat(world.askedAt("/oauth/token")).isEmpty();
  }

  @Test
  void aResponseThatNamesTheOtherProviderIsRefusedBeforeTheCodeIsSent() {
    StartedSignIn started = world.north.begin("hf");
    var callback = with(world.consent(started, world.hf, ADA), "iss", List.of(HUB));

    refused(
        () -> complete(world.south, "hf", callback, started.browserToken()),
        ConnectorError.ISSUER_MISMATCH);
    assertThat(world.askedAt("/oauth/token")).isEmpty();
  }

  @Test
  void anAttackersCodeInTheVictimsCallbackIsRefusedByTheProof() {
    var attackers = world.consent(world.north.begin("hf"), world.hf, EVE);
    StartedSignIn victims = world.north.begin("hf");
    var callback = with(world.consent(victims, world.hf, ADA), "code", attackers.get("code"));

    refused(
        () -> complete(world.south, "hf", callback, victims.browserToken()),
        ConnectorError.CODE_INVALID);
    assertThat(world.askedAt("/oauth/userinfo")).isEmpty();
  }

  @Test
  void withoutTheProofTheNonceStillRefusesIt() {
    // The attacker takes the challenge out, and the provider lets that pass.
    URI downgraded = without(world.north.begin("hf").authorizationUri(), "code_challenge");
    var attackers = world.consent(downgraded, world.hf, EVE);
    StartedSignIn victims = world.north.begin("hf");
    var callback = with(world.consent(victims, world.hf, ADA), "code", attackers.get("code"));

    refused(
        () -> complete(world.south, "hf", callback, victims.browserToken()),
        ConnectorError.NONCE_MISMATCH);
    assertThat(world.askedAt("/oauth/token")).containsExactly(HF);
    assertThat(world.askedAt("/oauth/userinfo")).isEmpty();
  }

  @Test
  void aCodeOfTheOtherProviderIsWorthNothing() {
    var atHub = world.consent(world.north.begin("hub"), world.hub, ADA);
    StartedSignIn started = world.north.begin("hf");
    var callback = with(world.consent(started, world.hf, ADA), "code", atHub.get("code"));

    refused(
        () -> complete(world.north, "hf", callback, started.browserToken()),
        ConnectorError.CODE_INVALID);
    assertThat(world.askedAt("/oauth/token")).containsExactly(HF);
  }

  @Test
  void anIdTokenOfTheOtherProviderIsRefused() {
    world.hf.mutateIdToken(claims -> with(claims, "iss", HUB));
    StartedSignIn started = world.north.begin("hf");
    var callback = world.consent(started, world.hf, ADA);

    refused(
        () -> complete(world.north, "hf", callback, started.browserToken()),
        ConnectorError.ID_TOKEN_INVALID);
    assertThat(world.askedAt("/oauth/userinfo")).isEmpty();
  }

  @Test
  void anInstancePointedAtTheOtherProviderSendsItNothingThatWasBegunBefore() {
    StartedSignIn started = world.north.begin("hf");
    var callback = world.consent(started, world.hf, ADA);
    world.north.updateInstance(
        "hf",
        Map.of(
            "clientId", "client",
            "clientSecret", "secret-of-hub",
            "scope", "openid profile email",
            "baseUrl", HUB));

    refused(
        () -> complete(world.north, "hf", callback, started.browserToken()),
        ConnectorError.STATE_MISMATCH);
    assertThat(world.askedAt("/oauth/token")).isEmpty();
    assertThat(complete(world.south, "hf", callback, started.browserToken()).target())
        .isEqualTo("huggingface");
  }

  private CompletedSignIn signIn(String instance) {
    StartedSignIn started = world.north.begin(instance);
    var callback = world.consent(started, instance.equals("hf") ? world.hf : world.hub, ADA);
    return complete(world.south, instance, callback, started.browserToken());
  }

  private static URI without(URI uri, String prefix) {
    String query =
        Stream.of(uri.getRawQuery().split("&"))
            .filter(pair -> !pair.startsWith(prefix))
            .collect(Collectors.joining("&"));
    return URI.create(uri.toString().replace(uri.getRawQuery(), query));
  }

  private static void refused(ThrowingCallable call, ConnectorError error) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
