package dev.connectorkit.testkit.huggingface;

import dev.connectorkit.testkit.world.FakeResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Rate limits and outages, which come before anything an endpoint would say. */
final class Weather {

  private static final String SECONDS_LEFT = "55";
  private static final Duration A_LONG_TIME = Duration.ofMinutes(1);

  private Weather() {}

  static Optional<FakeResponse> of(FakeHuggingFace provider) {
    if (provider.has(Quirk.OUTAGE)) {
      return Optional.of(
          FakeResponse.html(503, Pages.message("503", "The service is not available.")));
    }
    if (provider.has(Quirk.DROPPED)) {
      return Optional.of(FakeResponse.dropped());
    }
    if (provider.has(Quirk.SLOW)) {
      return Optional.of(FakeResponse.dropped().after(A_LONG_TIME));
    }
    if (!provider.has(Quirk.RATE_LIMITED)) {
      return Optional.empty();
    }
    FakeResponse words =
        provider.has(Quirk.RATE_LIMIT_AS_HTML)
            ? FakeResponse.html(429, Pages.message("429", "Too many requests."))
            : FakeResponse.json(429, Map.of("error", "The rate of requests is limited."));
    FakeResponse limited =
        words
            .header("RateLimit", "\"pages\";r=0;t=" + SECONDS_LEFT)
            .header("RateLimit-Policy", "\"fixed window\";\"pages\";q=100;w=300");
    return Optional.of(
        provider.has(Quirk.RETRY_AFTER) ? limited.header("Retry-After", SECONDS_LEFT) : limited);
  }
}
