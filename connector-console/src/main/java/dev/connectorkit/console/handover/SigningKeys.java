package dev.connectorkit.console.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.connectorkit.console.audit.AuditTrail;
import dev.connectorkit.console.database.ChangeCount;
import dev.connectorkit.console.database.ConsoleDatabase;
import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * What ID Tokens are signed with, the same on all nodes. The first one is made when it is needed,
 * another one after ninety days or when an operator wants it. A former one is published for two
 * days, which is much longer than a token lives.
 */
public final class SigningKeys {

  static final Duration SIGNS_FOR = Duration.ofDays(90);
  static final Duration PUBLISHED_AFTER = Duration.ofDays(2);

  private static final int BITS = 2_048;
  private static final int MOST = 8;

  private final ConsoleDatabase database;
  private final Seal seal;
  private final AuditTrail audit;
  private final Clock clock;
  // The key that signed last.
  private volatile Optional<RSAKey> used = Optional.empty();

  public SigningKeys(ConsoleDatabase database, SealingKeys keys, AuditTrail audit, Clock clock) {
    this.database = database;
    this.seal = new Seal(keys);
    this.audit = audit;
    this.clock = clock;
  }

  /** The public keys, as a JWK Set (RFC 7517 §5). */
  public String published() {
    List<Row> rows = database.read(SigningKeys::rows);
    if (rows.isEmpty()) {
      current();
      rows = database.read(SigningKeys::rows);
    }
    List<Row> known = rows;
    return IntStream.range(0, known.size())
        .filter(place -> isPublished(known, place))
        .mapToObj(place -> known.get(place).published())
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  /**
   * Has another key sign from now on.
   *
   * @return its id ({@code kid})
   */
  public String rotate(String by) {
    return replace(database.read(SigningKeys::newest).map(Row::kid), by).kid();
  }

  /**
   * Seals the keys under the present sealing key.
   *
   * @return how many were sealed under a former one
   * @throws ConnectorException when the one that signs cannot be opened; names its sealing key
   */
  public int reseal() {
    return database.change(
        handle -> {
          int count = 0;
          Optional<String> signs = newest(handle).map(Row::kid);
          for (Row row : rows(handle)) {
            if (!seal.isCurrent(row.sealed())) {
              count += reseal(handle, row, signs.filter(row.kid()::equals).isPresent());
            }
          }
          return count;
        });
  }

  private int reseal(Handle handle, Row row, boolean signs) {
    byte[] key;
    try {
      key = seal.open(row.sealed(), place(row.kid()));
    } catch (ConnectorException e) {
      if (signs) {
        throw e;
      }
      // Of a former one the public half alone is wanted; its sealing key may be lost.
      return 0;
    }
    return handle.execute(
        "UPDATE console_signing_key SET sealed = ? WHERE kid = ?",
        seal.seal(key, place(row.kid())),
        row.kid());
  }

  /** The key that signs now. */
  RSAKey current() {
    Optional<Row> newest = database.read(SigningKeys::newest);
    long oldest = clock.millis() - SIGNS_FOR.toMillis();
    Row row =
        newest
            .filter(known -> known.createdAt() > oldest)
            .orElseGet(() -> replace(newest.map(Row::kid), "console"));
    RSAKey key =
        used.filter(known -> known.getKeyID().equals(row.kid())).orElseGet(() -> open(row));
    used = Optional.of(key);
    return key;
  }

  /** Makes another key, unless somebody else did meanwhile. */
  private Row replace(Optional<String> former, String by) {
    RSAKey key = generate();
    return database.change(
        handle -> {
          // Nodes wait for each other here.
          ChangeCount.SIGNING_KEYS.next(handle);
          Optional<Row> newest = newest(handle);
          if (!newest.map(Row::kid).equals(former)) {
            return newest.orElseThrow();
          }
          long createdAt =
              Math.max(clock.millis(), newest.map(row -> row.createdAt() + 1).orElse(0L));
          var row =
              new Row(
                  key.getKeyID(),
                  seal.seal(key.toJSONString().getBytes(UTF_8), place(key.getKeyID())),
                  key.toPublicJWK().toJSONString(),
                  createdAt);
          handle.execute(
              "INSERT INTO console_signing_key (kid, sealed, published, created_at)"
                  + " VALUES (?, ?, ?, ?)",
              row.kid(),
              row.sealed(),
              row.published(),
              row.createdAt());
          forgetFormer(handle);
          audit.add(handle, by, "signing-key.made", row.kid(), "", "");
          return row;
        });
  }

  private void forgetFormer(Handle handle) {
    List<Row> rows = rows(handle);
    for (int place = 0; place < rows.size(); place++) {
      if (!isPublished(rows, place)) {
        handle.execute("DELETE FROM console_signing_key WHERE kid = ?", rows.get(place).kid());
      }
    }
  }

  /**
   * @param place in the list, which has the newest first
   */
  private boolean isPublished(List<Row> rows, int place) {
    if (place == 0) {
      return true;
    }
    long replacedAt = rows.get(place - 1).createdAt();
    return place < MOST && clock.millis() < replacedAt + PUBLISHED_AFTER.toMillis();
  }

  private RSAKey open(Row row) {
    try {
      return RSAKey.parse(new String(seal.open(row.sealed(), place(row.kid())), UTF_8));
    } catch (ParseException e) {
      // Not as the cause: its message may quote the key.
      throw ConnectorException.of(ConnectorError.STORED_DATA_INVALID)
          .message("The stored signing key is no key. Restore a backup, or make another one.")
          .build();
    }
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("Every JDK makes RSA keys.", e);
    }
  }

  private static Optional<Row> newest(Handle handle) {
    return rows(handle).stream().findFirst();
  }

  /** Newest first. */
  private static List<Row> rows(Handle handle) {
    return handle
        .createQuery(
            "SELECT kid, sealed, published, created_at FROM console_signing_key"
                + " ORDER BY created_at DESC")
        .map(
            (row, context) ->
                new Row(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))
        .list();
  }

  private static byte[] place(String kid) {
    return ("connectorkit signing key " + kid).getBytes(UTF_8);
  }

  private record Row(String kid, String sealed, String published, long createdAt) {}
}
