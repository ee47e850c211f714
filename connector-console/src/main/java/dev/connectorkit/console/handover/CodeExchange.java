package dev.connectorkit.console.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.console.json.StoredJson;
import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges a code for what it stands for. The row of a code is locked while it is looked at: of
 * requests at the same moment, on any nodes, one gets through.
 */
public final class CodeExchange {

  /** How long an access token opens the userinfo endpoint. */
  public static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(CodeExchange.class);
  // RFC 7636 §4.1.
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private final ConsoleDatabase database;
  private final Seal seal;
  private final IdTokens idTokens;
  private final Clock clock;

  public CodeExchange(ConsoleDatabase database, SealingKeys keys, IdTokens idTokens, Clock clock) {
    this.database = database;
    this.seal = new Seal(keys);
    this.idTokens = idTokens;
    this.clock = clock;
  }

  /**
   * @param client who authenticated itself
   * @param offered whether people may use an instance now: what was taken back since they signed in
   *     is not handed over
   * @throws OAuthException with {@link OAuthError#INVALID_GRANT}; the code is used up then, unless
   *     it is another client's
   */
  public TokenResponse exchange(
      Application client,
      Secret code,
      String redirectUri,
      Secret codeVerifier,
      Predicate<String> offered) {
    if (!Opaque.isSecret(code.reveal())) {
      throw refused("The code is not one of this server.");
    }
    String hash = Opaque.hash(code.reveal());
    String token = Opaque.random(Opaque.SECRET_BYTES);
    Outcome outcome =
        database.change(
            handle -> {
              var presented = new Presented(client, redirectUri, codeVerifier, offered);
              return use(handle, presented, hash, Opaque.hash(token));
            });
    if (outcome instanceof Outcome.Refused refusal) {
      throw refused(refusal.why());
    }
    Map<String, Object> content = ((Outcome.Used) outcome).content();
    HandoverRequest request = request(content);
    return new TokenResponse(
        Secret.of(token),
        TOKEN_LIFETIME,
        Secret.of(idTokens.sign(client.clientId(), request.nonce(), claims(content))));
  }

  /**
   * Who signed in, as long as the access token is good.
   *
   * @param offered as for the code
   */
  public Optional<SignedIn> userInfo(Secret accessToken, Predicate<String> offered) {
    if (!Opaque.isSecret(accessToken.reveal())) {
      return Optional.empty();
    }
    return database
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT code_hash, content FROM console_code"
                            + " WHERE token_hash = :hash AND ends_at > :now")
                    .bind("hash", Opaque.hash(accessToken.reveal()))
                    .bind("now", clock.millis())
                    .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
                    .findOne())
        .map(row -> claims(opened(row[0], row[1])))
        .filter(signedIn -> offered.test(signedIn.instance()));
  }

  /** What a code's row is sealed for. */
  static byte[] place(String codeHash) {
    return ("connectorkit authorization code " + codeHash).getBytes(UTF_8);
  }

  private Outcome use(Handle handle, Presented presented, String hash, String tokenHash) {
    Application client = presented.client();
    Optional<Row> found = find(handle, hash);
    if (found.isEmpty()) {
      return new Outcome.Refused("The code is unknown, used or over a minute old.");
    }
    Row row = found.get();
    if (!row.clientId().equals(client.clientId())) {
      LOG.warn("Application {} presented the code of another one.", client.clientId());
      return new Outcome.Refused("The code is of another client.");
    }
    if (!row.tokenHash().isEmpty()) {
      // RFC 6749 §4.1.2: deny, and revoke what was issued: one of the two was not the application.
      LOG.warn("A code of application {} came twice; its token ends.", client.clientId());
      delete(handle, hash);
      return new Outcome.Refused("The code was used already.");
    }
    if (row.endsAt() <= clock.millis()) {
      delete(handle, hash);
      return new Outcome.Refused("The code is over a minute old.");
    }
    Map<String, Object> content = opened(hash, row.content());
    Optional<String> wrong = presented.wrong(request(content), claims(content).instance());
    if (wrong.isPresent()) {
      delete(handle, hash);
      return new Outcome.Refused(wrong.get());
    }
    handle.execute(
        "UPDATE console_code SET token_hash = ?, ends_at = ? WHERE code_hash = ?",
        tokenHash,
        clock.millis() + TOKEN_LIFETIME.toMillis(),
        hash);
    return new Outcome.Used(content);
  }

  private static Optional<Row> find(Handle handle, String hash) {
    return handle
        .createQuery(
            "SELECT client_id, content, token_hash, ends_at FROM console_code"
                + " WHERE code_hash = :hash FOR UPDATE")
        .bind("hash", hash)
        .map(
            (row, context) ->
                new Row(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))
        .findOne();
  }

  private static void delete(Handle handle, String hash) {
    handle.execute("DELETE FROM console_code WHERE code_hash = ?", hash);
  }

  private Map<String, Object> opened(String hash, String sealed) {
    return StoredJson.object(
        new String(seal.open(sealed, place(hash)), UTF_8),
        "What is stored of a code is not a JSON object.");
  }

  private static HandoverRequest request(Map<String, Object> content) {
    return HandoverRequest.of((Map<?, ?>) content.get("request"));
  }

  @SuppressWarnings("unchecked")
  private static SignedIn claims(Map<String, Object> content) {
    return new SignedIn((Map<String, Object>) content.get("claims"));
  }

  private static OAuthException refused(String why) {
    return new OAuthException(OAuthError.INVALID_GRANT, why);
  }

  /** What a client brings with a code. */
  private record Presented(
      Application client, String redirectUri, Secret verifier, Predicate<String> offered) {

    Optional<String> wrong(HandoverRequest request, String instance) {
      // RFC 6749 §4.1.3.
      if (!request.redirectUri().equals(redirectUri)) {
        return Optional.of("The redirect_uri is not that of the authorization request.");
      }
      if (!client.returnsTo(redirectUri)) {
        return Optional.of("The redirect_uri is not registered any more.");
      }
      if (!client.mayUse(instance) || !offered.test(instance)) {
        return Optional.of("The connector instance of the sign-in is not offered any more.");
      }
      // RFC 7636 §4.6.
      boolean fits =
          VERIFIER.matcher(verifier.reveal()).matches()
              && Opaque.same(Opaque.hash(verifier.reveal()), request.codeChallenge());
      return fits
          ? Optional.empty()
          : Optional.of("The code_verifier does not fit the code_challenge.");
    }
  }

  private record Row(String clientId, String content, String tokenHash, long endsAt) {}

  /** Of a transaction that is to be committed either way. */
  private sealed interface Outcome {
    record Used(Map<String, Object> content) implements Outcome {}

    record Refused(String why) implements Outcome {}
  }
}
