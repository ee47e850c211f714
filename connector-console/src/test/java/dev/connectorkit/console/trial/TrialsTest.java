package dev.connectorkit.console.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.console.trial.CheckReport.Verdict;
import dev.connectorkit.console.trial.TrialReport.Outcome;
import dev.connectorkit.host.trial.ProviderCall;
import dev.connectorkit.host.trial.ProviderCall.Kind;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.testkit.huggingface.FakeHuggingFace.Consent;
import dev.connectorkit.testkit.huggingface.Quirk;
import dev.connectorkit.testkit.world.FakeResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrialsTest {

  private TrialWorld world = new TrialWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aConfigThatWorksPassesAndShowsWhatAnApplicationWouldGet() {
    TrialReport report = world.run();

    assertThat(report.passed()).isTrue();
    assertThat(report.steps()).extracting(TrialReport.Step::outcome).containsOnly(Outcome.DONE);
    assertThat(report.profile())
        .containsEntry("id", TrialWorld.ADA.sub())
        .containsEntry("email", "ada-example@people.example")
        .containsEntry("emailVerified", "true");
    assertThat(report.scopes()).containsExactly("email", "openid", "profile");
    assertThat(report.redirectUri()).hasToString("https://app.example/callback/hub");
    assertThat(report.calls()).extracting(ProviderCall::kind).contains(Kind.TOKEN, Kind.RESOURCE);
    assertThat(report.calls()).allSatisfy(call -> assertThat(call.duration()).isPositive());
    ProviderCall token =
        report.calls().stream().filter(call -> call.kind() == Kind.TOKEN).findFirst().orElseThrow();
    assertThat(token.parameters()).containsEntry("redirect_uri", report.redirectUri().toString());
    assertThat(token.claims()).contains(TrialWorld.ADA.sub(), "\"aud\" : \"client\"");
    // Nobody became a user of anything.
    assertThat(world.host.instances()).isEmpty();
  }

  @Test
  void nothingThatIsSecretIsInAReport() {
    StartedTrial started = world.begin();
    Map<String, List<String>> callback = world.consent(started);
    TrialReport report = world.finish(started, callback);

    String shown = report.toString();
    assertThat(shown).doesNotContain("CANARY").doesNotContain(callback.get("code").get(0));
    world
        .internet
        .journal()
        .at("/oauth/token")
        .forEach(
            exchange -> {
              String sent = new String(exchange.response().body());
              for (String name : List.of("access_token", "id_token")) {
                String value =
                    sent.replaceFirst("(?s).*\"" + name + "\"\\s*:\\s*\"([^\"]+)\".*", "$1");
                assertThat(value).hasSizeGreaterThan(20).isNotEqualTo(sent);
                assertThat(shown).doesNotContain(value);
              }
            });
  }

  @Test
  void wrongSecret() {
    world.config.put("clientSecret", "another");

    red(world.run(), TrialStep.TOKEN, "invalid_config", "/clientSecret", "enter the secret again");
  }

  @Test
  void wrongSecretThatTheProviderRefusesWithAnotherStatus() {
    world.provider.switchOn(Quirk.INVALID_CLIENT_AS_400);
    world.config.put("clientSecret", "another");

    red(world.run(), TrialStep.TOKEN, "invalid_config", "/clientSecret", "enter the secret again");
  }

  @Test
  void wrongClientId() {
    world.config.put("clientId", "unknown");

    // The provider shows a page of its own and never comes back: nothing has passed.
    StartedTrial started = world.begin();
    assertThatThrownBy(() -> world.consent(started)).hasMessageContaining("Unknown client_id");
    // Whoever comes back all the same does not get through.
    red(
        world.finish(started, Map.of("code", List.of("made-up"), "state", List.of(state(started)))),
        TrialStep.TOKEN,
        "invalid_config",
        "/clientSecret",
        "Compare the client ID");
    assertThat(world.trials.check(world.tried()).verdict()).isNotEqualTo(Verdict.USABLE);
  }

  @Test
  void wrongRedirectUriRegistered() {
    world.close();
    world = new TrialWorld("https://app.example/callback/other", Duration.ZERO);

    StartedTrial started = world.begin();
    assertThatThrownBy(() -> world.consent(started)).hasMessageContaining("Invalid redirect_uri");
    red(
        world.finish(
            started,
            Map.of("error", List.of("redirect_uri_mismatch"), "state", List.of(state(started)))),
        TrialStep.CALLBACK,
        "authorization_failed",
        "",
        "Register https://app.example/callback/hub");
  }

  @Test
  void wrongIssuer() {
    oidc("https://huggingface.co/realms/other");

    red(world.run(), TrialStep.CONFIG, "invalid_response", "/issuer", null);
  }

  @Test
  void anIssuerThatCannotBeReached() {
    oidc("https://nobody.example");

    red(world.run(), TrialStep.AUTHORIZE, "unavailable", "/issuer", "Check the provider's address");
  }

  @Test
  void anIssuerThatSaysItIsAnother() {
    oidc("https://huggingface.co");
    world.provider.onNext(
        "/.well-known/openid-configuration",
        FakeResponse.json(200, Map.of("issuer", "https://elsewhere.example")));

    red(world.run(), TrialStep.CONFIG, "invalid_config", "/issuer", null);
  }

  @Test
  void wrongAddress() {
    world.config.put("baseUrl", "https://huggingface.example");

    TrialReport report;
    StartedTrial started = world.begin();
    report =
        world.finish(started, Map.of("code", List.of("made-up"), "state", List.of(state(started))));
    red(report, TrialStep.TOKEN, "unavailable", "/baseUrl", "Check the provider's address");
  }

  @Test
  void providerDown() {
    StartedTrial started = world.begin();
    Map<String, List<String>> callback = world.consent(started);
    world.provider.switchOn(Quirk.OUTAGE);

    red(world.finish(started, callback), TrialStep.TOKEN, "unavailable", "/baseUrl", "try later");
  }

  @Test
  void providerDownForUserinfo() {
    StartedTrial started = world.begin();
    Map<String, List<String>> callback = world.consent(started);
    world.provider.onNext("/oauth/userinfo", FakeResponse.json(503, Map.of()));

    red(world.finish(started, callback), TrialStep.USERINFO, "unavailable", "/baseUrl", null);
  }

  @Test
  void clockBehind() {
    world.close();
    world = new TrialWorld("https://app.example/callback/hub", Duration.ofHours(-3));

    red(world.run(), TrialStep.TOKEN, "id_token_invalid", null, "clock of this machine");
  }

  @Test
  void clockAhead() {
    world.close();
    world = new TrialWorld("https://app.example/callback/hub", Duration.ofDays(2));

    red(world.run(), TrialStep.TOKEN, "id_token_invalid", null, "clock of this machine");
  }

  @Test
  void aScopeThatUserinfoWantsIsMissing() {
    StartedTrial started = world.begin();
    Map<String, List<String>> callback = world.consent(started);
    world.provider.onNext(
        "/oauth/userinfo", FakeResponse.json(403, Map.of("error", "insufficient_scope")));

    red(world.finish(started, callback), TrialStep.USERINFO, null, "/scope", "scope");
  }

  @Test
  void aScopeThatTheClientMayNotAskFor() {
    world.config.put("scope", "openid profile read-billing");

    red(world.run(), TrialStep.CALLBACK, "scope_not_allowed", "/scope", "Enable the scopes");
  }

  @Test
  void wrongKeys() {
    StartedTrial started = world.begin();
    Map<String, List<String>> callback = world.consent(started);
    for (int i = 0; i < 5; i++) {
      world.provider.onNext("/oauth/jwks", FakeResponse.json(200, Map.of("keys", List.of())));
    }

    red(world.finish(started, callback), TrialStep.TOKEN, "id_token_invalid", null, null);
  }

  @Test
  void aTokenForAnotherClient() {
    world.provider.mutateIdToken(
        claims -> {
          claims.put("aud", "another");
          return claims;
        });

    red(world.run(), TrialStep.TOKEN, "id_token_invalid", null, "client ID");
  }

  @Test
  void anotherPersonInUserinfo() {
    world.provider.mutateUserInfo(
        claims -> {
          claims.put("sub", "somebody-else");
          return claims;
        });

    assertThat(world.run().passed()).isFalse();
  }

  @Test
  void aConfigThatBreaksTheSchema() {
    world.config.put("orgIds", "not an id");

    red(world.run(), TrialStep.CONFIG, "invalid_config", "/orgIds", "Correct");
  }

  @Test
  void aPersonWhoSaysNo() {
    StartedTrial started = world.begin();
    Map<String, List<String>> callback =
        TrialWorld.parameters(
            world.provider.authorize(
                started.signIn().authorizationUri(), Consent.deny(TrialWorld.ADA)));

    red(world.finish(started, callback), TrialStep.CALLBACK, "access_denied", "", "said no");
  }

  @Test
  void aConfigThatWasChangedMeanwhileHasNotPassed() {
    StartedTrial started = world.begin();
    Map<String, List<String>> callback = world.consent(started);
    world.mark = "two";

    red(world.finish(started, callback), TrialStep.CALLBACK, "sign_in_expired", "", "anew");
  }

  @Test
  void aCallbackOfAnotherBrowserOrASecondOneIsLeftAlone() {
    StartedTrial started = world.begin();
    Map<String, List<String>> callback = world.consent(started);

    assertThat(world.complete(started, callback, Optional.empty())).isEmpty();
    assertThat(world.complete(started, callback, Optional.of(Secret.of("x".repeat(43))))).isEmpty();
    assertThat(world.finish(started, callback).passed()).isTrue();
    assertThat(world.complete(started, callback, Optional.of(started.signIn().browserToken())))
        .isEmpty();
  }

  @Test
  void aCheckTellsWithoutAPersonWhetherTheClientIsKnown() {
    assertThat(world.trials.check(world.tried()).verdict()).isEqualTo(Verdict.USABLE);

    world.config.put("clientSecret", "CANARY-other");
    CheckReport report = world.trials.check(world.tried());
    assertThat(report.verdict()).isEqualTo(Verdict.UNUSABLE);
    assertThat(report.failure().orElseThrow().pointer()).isEqualTo("/clientSecret");
    assertThat(report.calls()).isNotEmpty();
    assertThat(report.toString()).doesNotContain("CANARY");

    world.config.remove("clientId");
    CheckReport broken = world.trials.check(world.tried());
    assertThat(broken.verdict()).isEqualTo(Verdict.UNUSABLE);
    assertThat(broken.failure().orElseThrow().pointer()).isEqualTo("/clientId");
  }

  @Test
  void aConnectorThatIsNotThereIsNoFaultOfTheProvider() {
    world.connector = "not-there";

    TrialReport.Failure failure = world.trials.check(world.tried()).failure().orElseThrow();

    assertThat(failure.code()).isEqualTo("not_found");
    assertThat(failure.advice()).contains("plugins folder").doesNotContain("answered");
  }

  private void oidc(String issuer) {
    world.connector = "oidc";
    world.config.put("issuer", issuer);
  }

  private static String state(StartedTrial started) {
    return TrialWorld.parameters(started.signIn().authorizationUri()).get("state").get(0);
  }

  /** Not passed, at this step, with this code, pointing at this field; null for any. */
  private static void red(
      TrialReport report, TrialStep step, String code, String pointer, String advice) {
    assertThat(report.passed()).isFalse();
    TrialReport.Failure failure = report.failure().orElseThrow();
    assertThat(failure.step()).as(failure.toString()).isEqualTo(step);
    assertThat(report.steps())
        .extracting(TrialReport.Step::step, TrialReport.Step::outcome)
        .contains(org.assertj.core.groups.Tuple.tuple(step, Outcome.FAILED));
    assertThat(report.steps())
        .filteredOn(other -> other.step().compareTo(step) > 0)
        .allSatisfy(other -> assertThat(other.outcome()).isEqualTo(Outcome.NOT_REACHED));
    assertThat(report.profile()).isEmpty();
    assertThat(failure.sentence()).isNotBlank();
    if (code != null) {
      assertThat(failure.code()).as(failure.toString()).isEqualTo(code);
    }
    if (pointer != null) {
      assertThat(failure.pointer()).as(failure.toString()).isEqualTo(pointer);
    }
    if (advice != null) {
      assertThat(failure.advice()).contains(advice);
    }
    assertThat(report.toString()).doesNotContain("CANARY");
  }
}
