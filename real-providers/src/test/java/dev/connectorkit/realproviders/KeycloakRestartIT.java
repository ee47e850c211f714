package dev.connectorkit.realproviders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.TokenSet;
import dev.connectorkit.testkit.plugin.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Keycloak ends and comes back while sign-ins are on their way: one restart, seen by many. */
@ExtendWith(KeycloakServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakRestartIT {

  private static final int MANY = 6;

  private Realm realm;
  private Portal portal;
  private String client;
  private Employee ada;

  private StartedSignIn begun;
  private Situation atTheForm;
  private Situation withACode;
  private Situation whileItWasDown;
  private List<TokenSet> renewed;
  private ConnectorException unreachable;
  private ConnectorHealth.Status healthWhileItWasDown;

  /** Somebody in the middle of a sign-in. */
  private record Situation(StartedSignIn started, Visitor visitor, Page page) {}

  @BeforeAll
  void restart(Keycloak keycloak, @TempDir Path plugins) throws Exception {
    realm = keycloak.realm();
    client = realm.register(Map.of(), Map.of());
    ada = realm.hire();
    portal = Portal.open(plugins, keycloak.tls().authority()).at(realm.issuer(), client, Map.of());

    // At the same time, so that as many connections are open.
    List<CompletedSignIn> signedIn = atOnce(Collections.nCopies(MANY, () -> portal.signIn(ada)));
    begun = portal.begin();
    atTheForm = atTheForm();
    withACode = withACode();
    whileItWasDown = withACode();

    keycloak.stop();
    unreachable =
        Failure.with(
            ConnectorError.UNAVAILABLE,
            () -> portal.complete(whileItWasDown.started(), whileItWasDown.page()));
    healthWhileItWasDown = portal.health();
    keycloak.start();
    renewed = atOnce(signedIn.stream().map(this::renewal).toList());
  }

  @AfterAll
  void close() {
    if (portal != null) {
      portal.close();
    }
  }

  @Test
  void aSignInThatHadBegunGoesOn() {
    Visitor visitor = portal.visitor();

    Page callback = visitor.logIn(visitor.open(begun.authorizationUri()), ada);

    assertThat(portal.complete(begun, callback).profile().id()).isEqualTo(ada.id());
  }

  /** Keycloak has lost what it knew of the form, and shows another one for the same sign-in. */
  @Test
  void whoWasTypingThePasswordTypesItAgain() {
    Visitor visitor = atTheForm.visitor();

    Page again = visitor.logIn(atTheForm.page(), ada);
    assertThat(again.asksForPassword()).isTrue();

    CompletedSignIn done = portal.complete(atTheForm.started(), visitor.logIn(again, ada));
    assertThat(done.profile().id()).isEqualTo(ada.id());
  }

  /** Codes live in Keycloak's memory. */
  @Test
  void aCodeFromBeforeIsNoLongerGood() {
    Failure.with(
        ConnectorError.CODE_INVALID, () -> portal.complete(withACode.started(), withACode.page()));

    // Its session lives in the database: nobody types a password a second time.
    StartedSignIn again = portal.begin();
    Page callback = withACode.visitor().open(again.authorizationUri());
    assertThat(portal.complete(again, callback).profile().id()).isEqualTo(ada.id());
  }

  @Test
  void whileItIsDownThePersonIsToldToComeBack() {
    assertThat(unreachable.error().retryable()).isTrue();
    assertThat(unreachable.error().httpStatus()).isEqualTo(503);
    assertThat(healthWhileItWasDown).isEqualTo(ConnectorHealth.Status.UNUSABLE);
    // The code may have arrived: it is never sent a second time.
    Failure.with(
        ConnectorError.SIGN_IN_NOT_FOUND,
        () -> portal.complete(whileItWasDown.started(), whileItWasDown.page()));
  }

  /** Each of the first calls found a connection that Keycloak had closed. */
  @Test
  void noConnectionFromBeforeIsInTheWay() {
    assertThat(renewed).hasSize(MANY).doesNotHaveDuplicates();
    assertThat(realm.events(client, "REFRESH_TOKEN")).hasSize(MANY);
    assertThat(realm.events(client, "REFRESH_TOKEN_ERROR")).isEmpty();
  }

  @Test
  void theInstanceNeedsNoRestartOfItsOwn() {
    assertThat(portal.health()).isEqualTo(ConnectorHealth.Status.USABLE);
    assertThat(portal.signIn(ada).profile().id()).isEqualTo(ada.id());
  }

  private Situation atTheForm() {
    StartedSignIn started = portal.begin();
    Visitor visitor = portal.visitor();
    return new Situation(started, visitor, visitor.open(started.authorizationUri()));
  }

  private Situation withACode() {
    Situation form = atTheForm();
    return new Situation(form.started(), form.visitor(), form.visitor().logIn(form.page(), ada));
  }

  private Callable<TokenSet> renewal(CompletedSignIn done) {
    return () -> portal.renew(done);
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      var done = new ArrayList<T>();
      for (Future<T> one : threads.invokeAll(calls)) {
        done.add(one.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }
}
