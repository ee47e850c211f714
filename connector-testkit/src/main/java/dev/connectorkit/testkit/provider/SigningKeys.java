package dev.connectorkit.testkit.provider;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of one provider: one signs, some are published. Safe for use by many threads. */
public final class SigningKeys {

  /** The number of a key that no provider publishes. */
  private static final int STRANGER = 99;

  private final String algorithm;
  private volatile List<Integer> published = List.of(0);

  SigningKeys(String algorithm) {
    this.algorithm = algorithm;
  }

  /** Makes the keys that are needed soon. */
  static void prepare(String algorithm) {
    List.of(0, 1, STRANGER).parallelStream().forEach(number -> KeyPool.key(algorithm, number));
  }

  /** The key that signs. */
  JWK current() {
    return KeyPool.key(algorithm, published.get(published.size() - 1));
  }

  /** A key of somebody else, under the id of the one that signs. */
  JWK strangers() {
    return KeyPool.key(algorithm, STRANGER);
  }

  /** The key set as it is published. */
  public Map<String, Object> document() {
    List<JWK> keys =
        published.stream().map(number -> KeyPool.key(algorithm, number).toPublicJWK()).toList();
    return new JWKSet(keys).toJSONObject();
  }

  /** From now on a new key signs, and only that one is published. */
  public void rotate() {
    published = List.of(published.get(published.size() - 1) + 1);
  }

  /** From now on a new key signs, and those before stay published. */
  public void add() {
    var more = new ArrayList<>(published);
    more.add(published.get(published.size() - 1) + 1);
    published = List.copyOf(more);
  }
}
