package dev.connectorkit.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.Key;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a token may be signed with. Made of a key set entry once and not for every token,
 * because that costs about as much as half a signature check.
 */
final class SignatureKeys extends JWSVerificationKeySelector<SecurityContext> {

  /** Keys, and the entries they are made of. */
  private record Made(List<JWK> entries, List<Key> keys) {

    boolean areOf(List<JWK> others) {
      if (others.size() != entries.size()) {
        return false;
      }
      for (int i = 0; i < entries.size(); i++) {
        // The same object: it comes from the cached set, and equal ones cost more to compare.
        if (entries.get(i) != others.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private volatile Made last = new Made(List.of(), List.of());

  SignatureKeys(Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> source) {
    super(algorithms, source);
  }

  @Override
  public List<Key> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context)
      throws KeySourceException {
    JWKMatcher matcher = createJWKMatcher(header);
    if (matcher == null) {
      // The algorithm is not one of those accepted.
      return List.of();
    }
    List<JWK> entries = getJWKSource().get(new JWKSelector(matcher), context);
    Made made = last;
    if (!made.areOf(entries)) {
      made =
          new Made(
              List.copyOf(entries),
              KeyConverter.toJavaKeys(entries).stream()
                  .filter(PublicKey.class::isInstance)
                  .toList());
      last = made;
    }
    return made.keys();
  }
}
