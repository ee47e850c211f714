package dev.connectorkit.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the SPI and of the host's API. Never carries a raw body or a secret; text
 * that came from a provider is cleaned and bounded.
 */
public final class ConnectorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ConnectorError error;
  private final int httpStatus;
  private final @Nullable String providerError;
  private final @Nullable String providerErrorDescription;
  private final @Nullable Duration retryAfter;
  // Not carried through Java serialization; null afterwards.
  private final transient @Nullable List<ConfigProblem> problems;

  private ConnectorException(Builder builder) {
    super(builder.message, builder.cause);
    this.error = builder.error;
    this.httpStatus = builder.httpStatus;
    this.providerError = builder.providerError;
    this.providerErrorDescription = builder.providerErrorDescription;
    this.retryAfter = builder.retryAfter;
    this.problems = builder.problems;
  }

  /** Starts an exception with this code. */
  public static Builder of(ConnectorError error) {
    return new Builder(error);
  }

  /** The refusal of an undeclared capability. */
  public static ConnectorException notSupported(String operation) {
    return of(ConnectorError.NOT_SUPPORTED)
        .message("This connector does not support '" + operation + "'.")
        .build();
  }

  /**
   * One property of a config that cannot be used; points at it.
   *
   * @param error such as {@link ConnectorError#INVALID_CONFIG}
   * @param property its name
   * @param message one sentence that says what to change, without the value
   */
  public static ConnectorException ofProperty(
      ConnectorError error, String property, String message) {
    return of(error)
        .message(message)
        .problems(List.of(new ConfigProblem("/" + property, "usable", message)))
        .build();
  }

  /** What went wrong. */
  public ConnectorError error() {
    return error;
  }

  /** The HTTP status of the provider's answer, if there was one. */
  public OptionalInt httpStatus() {
    return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
  }

  /** The provider's own {@code error} code, cleaned, at most 100 characters. */
  public Optional<String> providerError() {
    return Optional.ofNullable(providerError);
  }

  /** The provider's {@code error_description}, cleaned, at most 300 characters. */
  public Optional<String> providerErrorDescription() {
    return Optional.ofNullable(providerErrorDescription);
  }

  /** How long the provider, or the host's own store, asks to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The config properties at fault, where they are known; empty otherwise. */
  public List<ConfigProblem> problems() {
    return problems == null ? List.of() : problems;
  }

  /** Collects what is known about a failure. */
  public static final class Builder {
    private final ConnectorError error;
    private @Nullable String message;
    private @Nullable Throwable cause;
    private int httpStatus;
    private @Nullable String providerError;
    private @Nullable String providerErrorDescription;
    private @Nullable Duration retryAfter;
    private List<ConfigProblem> problems = List.of();

    private Builder(ConnectorError error) {
      this.error = requireNonNull(error, "error is null");
      this.message = error.code();
    }

    /** One sentence that says what is wrong and what to change, without any secret. */
    public Builder message(String value) {
      this.message = requireNonNull(value, "message is null");
      return this;
    }

    /** What led to it; must not hold a secret. */
    public Builder cause(Throwable value) {
      this.cause = value;
      return this;
    }

    /** The HTTP status of the provider's answer. */
    public Builder httpStatus(int value) {
      this.httpStatus = value;
      return this;
    }

    /** Takes the provider's own words; they are cleaned and cut here. */
    public Builder provider(@Nullable String code, @Nullable String description) {
      this.providerError = ProviderText.clean(code, 100);
      this.providerErrorDescription = ProviderText.clean(description, 300);
      return this;
    }

    /** How long to wait before another try; null when nobody said. */
    public Builder retryAfter(@Nullable Duration value) {
      this.retryAfter = value;
      return this;
    }

    /** The config properties at fault. */
    public Builder problems(List<ConfigProblem> value) {
      this.problems = List.copyOf(value);
      return this;
    }

    /** Makes the exception; without a message it is the code. */
    public ConnectorException build() {
      return new ConnectorException(this);
    }
  }
}
