package dev.connectorkit.console.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.console.DatabaseKind;
import dev.connectorkit.console.MovingClock;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One application cannot take the places of all others. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ApplicationSharesTest {

  private static final int CAPACITY = 20;
  private static final Duration SIGN_IN = Duration.ofMinutes(10);
  private static final String RETURN = "https://shop.example/callback";

  @Parameter DatabaseKind kind;
  @TempDir Path folder;

  private final MovingClock clock = new MovingClock();
  private ConsoleDatabase database;
  private HandoverServices services;
  private String shop;
  private String other;
  private ApplicationShares shares;

  @BeforeEach
  void open() {
    database = ConsoleDatabase.open(kind.fresh(folder));
    services =
        HandoverServices.of(
            database,
            KeyFile.parse(Secret.of("first BVhv5sXd0GcIyNv1lXJAF0zoHnAXWpdYiqi2RQFFoEE=")),
            new AuditTrail(database, clock),
            URI.create("https://sign-in.example/"),
            clock);
    shop = register("Shop");
    other = register("Other");
    shares = new ApplicationShares(database, clock, CAPACITY);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whoseFloodTookHalfOfThemIsToldToWaitAndNoOther() {
    assertThat(begun(shop, 100)).isEqualTo(CAPACITY / 2);

    assertThat(begun(other, 100)).isEqualTo(CAPACITY / 2);
  }

  @Test
  void placesThatGetFreeAreSeenWithinSeconds() {
    begun(shop, 100);
    services.handovers().drop(id(shop, 3));
    assertThat(begun(shop, 1)).isZero();

    clock.advance(Duration.ofSeconds(5));
    assertThat(begun(shop, 1)).isEqualTo(1);
  }

  @Test
  void whatNobodyCanComeBackToAnyMoreCountsForNothing() {
    begun(shop, 100);

    clock.advance(SIGN_IN.plusSeconds(1));
    assertThat(begun(shop, 100)).isEqualTo(CAPACITY / 2);
  }

  @Test
  void allNodesCountTheSame() {
    begun(shop, 100);

    shares = new ApplicationShares(database, clock, CAPACITY);
    assertThat(begun(shop, 100)).isZero();
  }

  private int begun(String clientId, int attempts) {
    int begun = 0;
    for (int i = 0; i < attempts; i++) {
      try {
        shares.begin(clientId);
      } catch (ConsoleException e) {
        assertThat(e.error()).isEqualTo(ConsoleError.TOO_MANY_ATTEMPTS);
        assertThat(e.retryAfter()).isPresent();
        continue;
      }
      var request =
          new HandoverRequest(clientId, RETURN, "state", Optional.empty(), Opaque.hash("v"));
      services.handovers().begin(id(clientId, begun++), request, clock.instant().plus(SIGN_IN));
    }
    return begun;
  }

  private String register(String name) {
    return services
        .applications()
        .register(new ApplicationChange(name, List.of(RETURN), List.of("one")), "ada")
        .application()
        .clientId();
  }

  private String id(String clientId, int number) {
    return Opaque.hash(clientId + number + clock.instant());
  }
}
