package dev.connectorkit.console.handover;

import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.host.signin.SealingKeys;
import java.net.URI;
import java.time.Clock;

/** All of this package, put together. */
public record HandoverServices(
    Applications applications,
    Handovers handovers,
    CodeExchange codes,
    FailureLimit failures,
    SigningKeys signingKeys,
    IdTokens idTokens) {

  /**
   * @param publicUrl where browsers and applications reach the console
   */
  public static HandoverServices of(
      ConsoleDatabase database, SealingKeys keys, AuditTrail audit, URI publicUrl, Clock clock) {
    var signingKeys = new SigningKeys(database, keys, audit, clock);
    var idTokens = new IdTokens(signingKeys, publicUrl, clock);
    return new HandoverServices(
        new Applications(database, audit, clock),
        new Handovers(database, keys, clock),
        new CodeExchange(database, keys, idTokens, clock),
        new FailureLimit(clock),
        signingKeys,
        idTokens);
  }
}
