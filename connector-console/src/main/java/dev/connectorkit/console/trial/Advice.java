package dev.connectorkit.console.trial;

import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.host.config.FormField;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What to change after a failure, and where. */
final class Advice {

  private static final String[] ADDRESSES = {
    "issuer", "baseUrl", "authority", "tokenEndpoint", "apiUrl", "tenant"
  };

  private final ConfigForm form;
  private final Map<String, ?> config;
  private final URI redirectUri;

  Advice(ConfigForm form, Map<String, ?> config, URI redirectUri) {
    this.form = form;
    this.config = config;
    this.redirectUri = redirectUri;
  }

  TrialReport.Failure of(TrialStep step, ConnectorException failure) {
    Said said = said(step, failure);
    String pointer =
        failure.problems().stream()
            .map(problem -> problem.pointer())
            .filter(known -> !known.isEmpty())
            .findFirst()
            .orElse(said.pointer());
    return new TrialReport.Failure(
        step,
        failure.error().code(),
        failure.providerError().orElse(""),
        String.valueOf(failure.getMessage()),
        said.advice(),
        pointer);
  }

  private Said said(TrialStep step, ConnectorException failure) {
    String provider = failure.providerError().orElse("").toLowerCase(Locale.ROOT);
    String description = failure.providerErrorDescription().orElse("").toLowerCase(Locale.ROOT);
    if (provider.contains("redirect_uri") || description.contains("redirect_uri")) {
      return new Said("Register " + redirectUri + " at the provider, to the letter.", "");
    }
    if (provider.equals("invalid_client") || provider.equals("incorrect_client_credentials")) {
      return new Said(
          "The provider does not know this client, or not with this secret. Compare the client ID"
              + " with the provider's page, and enter the secret again.",
          credential());
    }
    if (provider.equals("unauthorized_client")) {
      return new Said(
          "The provider does not let this client sign people in. Look at the client's settings"
              + " there, and compare the client ID.",
          field("clientId"));
    }
    if (failure.error() == ConnectorError.NOT_FOUND && step == TrialStep.CONFIG) {
      return new Said(
          "No provider was asked. Put the connector's jar into the plugins folder, or enable its"
              + " plugin: see the page 'Connectors'.",
          "");
    }
    return switch (failure.error()) {
      case INVALID_CONFIG ->
          new Said(
              step == TrialStep.CONFIG
                  ? "Correct what is named here, and save."
                  : "Compare the client ID and the secret with the provider's page.",
              step == TrialStep.CONFIG ? field(ADDRESSES) : credential());
      case INVALID_CERTIFICATE ->
          new Said(
              "Enter the key again, as the provider or its tool gave it.", field("privateKey"));
      case SCOPE_NOT_ALLOWED ->
          new Said(
              "Enable the scopes in the client's settings at the provider, or ask for fewer.",
              field("scope"));
      case ORIGIN_NOT_ALLOWED ->
          new Said(
              "Add the address to those that this connector may talk to, if it is the provider's.",
              field("endpointOrigins"));
      case CODE_INVALID ->
          new Said(
              "The provider does not take its own code back. Try again; if that stays, the client"
                  + " ID, its registered redirect URI or its settings there do not fit.",
              field("clientId"));
      case TOKEN_INVALID ->
          new Said(
              "The token does not open the address that says who the person is. Ask for the scopes"
                  + " that it needs, and enable them at the provider.",
              field("scope"));
      case ISSUER_MISMATCH, NONCE_MISMATCH, ID_TOKEN_INVALID ->
          new Said(
              "Compare the address of the provider and the client ID with the provider's page, and"
                  + " the clock of this machine with the time.",
              field(ADDRESSES));
      case UNAVAILABLE, TIMEOUT ->
          new Said(
              "Check the provider's address, and that this machine reaches it: name look-up,"
                  + " firewall, proxy. If they are right, the provider is down; try later.",
              field(ADDRESSES));
      case INVALID_RESPONSE, AUTHORIZATION_FAILED, NOT_FOUND ->
          new Said(
              step == TrialStep.USERINFO
                  ? "Look at what the provider answered. Often a scope is missing, or an address is"
                      + " not the provider's."
                  : "Look at what the provider answered. Often an address is not the provider's.",
              step == TrialStep.USERINFO ? field("scope") : field(ADDRESSES));
      case RATE_LIMITED, USAGE_LIMIT_EXCEEDED ->
          new Said("The provider limits how often it is asked. Wait, and try again.", "");
      case ACCESS_DENIED ->
          new Said(
              "You or the provider said no. Try again, say yes, and use an account that may sign"
                  + " in.",
              "");
      case ACCOUNT_NOT_ALLOWED -> new Said("Use another account, or change who may sign in.", "");
      case SIGN_IN_EXPIRED, SIGN_IN_NOT_FOUND, STATE_MISMATCH ->
          new Said("Begin the try anew, in one browser, and finish it in time.", "");
      default -> new Said("Try again. If that stays, look into the log.", "");
    };
  }

  /** Where the client proves who it is: a field that counts for what is configured. */
  private String credential() {
    List<FormField> secrets =
        form.fields().stream().filter(field -> field.type() == FormField.Type.SECRET).toList();
    return secrets.stream()
        .filter(this::counts)
        .filter(field -> config.containsKey(field.name()))
        .findFirst()
        .or(() -> secrets.stream().filter(this::counts).findFirst())
        .map(field -> "/" + field.name())
        .orElseGet(() -> field("clientId"));
  }

  private boolean counts(FormField field) {
    return field.showIf().entrySet().stream()
        .allMatch(
            test -> {
              Object value = config.get(test.getKey());
              Optional<Object> counts =
                  value == null ? defaultOf(test.getKey()) : Optional.of(value);
              List<?> wanted =
                  test.getValue() instanceof List<?> list ? list : List.of(test.getValue());
              return counts.filter(wanted::contains).isPresent();
            });
  }

  private Optional<Object> defaultOf(String name) {
    return form.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .flatMap(FormField::defaultValue);
  }

  /** The first of these that the form has. */
  private String field(String... names) {
    return Arrays.stream(names)
        .filter(name -> form.fields().stream().anyMatch(field -> field.name().equals(name)))
        .map(name -> "/" + name)
        .findFirst()
        .orElse("");
  }

  private record Said(String advice, String pointer) {}
}
