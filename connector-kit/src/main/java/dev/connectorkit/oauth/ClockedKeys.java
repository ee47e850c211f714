package dev.connectorkit.oauth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects keys of a set by the host's clock; asks for the set anew when none fits. */
final class ClockedKeys implements JWKSource<SecurityContext> {

  private final JWKSetSource<SecurityContext> sets;
  private final Clock clock;

  ClockedKeys(JWKSetSource<SecurityContext> sets, Clock clock) {
    this.sets = sets;
    this.clock = clock;
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    JWKSet known = sets.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), clock.millis(), context);
    List<JWK> found = selector.select(known);
    if (!found.isEmpty()) {
      return found;
    }
    return selector.select(
        sets.getJWKSet(
            JWKSetCacheRefreshEvaluator.referenceComparison(known), clock.millis(), context));
  }
}
