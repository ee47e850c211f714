package dev.connectorkit.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a connector is. Immutable.
 *
 * @param id unique id of the factory, matching {@code [a-z0-9][a-z0-9-]{1,62}}
 * @param target key of the identity provider; with {@link UserProfile#id()} it identifies a person.
 *     Instances of a {@code standard} connector are given one each, and so are those whose config
 *     names a server outside of {@code origins}
 * @param platform where it runs
 * @param name shown on a button
 * @param description one sentence for a catalogue
 * @param logo for light backgrounds
 * @param logoDark for dark backgrounds
 * @param readme how to set the connector up, in Markdown; untrusted text to whoever renders it
 * @param capabilities what it can do beyond signing in
 * @param origins the origins (scheme, host, port) it talks to; the host refuses every other
 * @param standard whether it speaks a protocol to any provider rather than knowing one
 * @param links documentation, by title; https or http
 */
public record ConnectorMetadata(
    String id,
    String target,
    Platform platform,
    LocalizedText name,
    LocalizedText description,
    Logo logo,
    Optional<Logo> logoDark,
    String readme,
    Set<Capability> capabilities,
    Set<URI> origins,
    boolean standard,
    Map<String, URI> links) {

  private static final int MAX_README = 256 * 1024;
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{1,62}");

  public ConnectorMetadata {
    if (!ID.matcher(requireNonNull(id, "id is null")).matches()) {
      throw new IllegalArgumentException("The id must match " + ID.pattern() + ".");
    }
    if (!ID.matcher(requireNonNull(target, "target is null")).matches()) {
      throw new IllegalArgumentException("The target must match " + ID.pattern() + ".");
    }
    requireNonNull(platform, "platform is null");
    requireNonNull(name, "name is null");
    requireNonNull(description, "description is null");
    requireNonNull(logo, "logo is null");
    requireNonNull(logoDark, "logoDark is null");
    if (readme.isBlank() || readme.length() > MAX_README) {
      throw new IllegalArgumentException(
          "The readme is blank, or has more than " + MAX_README + " characters.");
    }
    capabilities =
        capabilities.isEmpty()
            ? Set.of()
            : Collections.unmodifiableSet(EnumSet.copyOf(capabilities));
    origins = Collections.unmodifiableSet(new LinkedHashSet<>(origins));
    origins.forEach(ConnectorMetadata::checkOrigin);
    links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    links.forEach(ConnectorMetadata::checkLink);
  }

  /** Starts the metadata of the connector with this id. */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** Whether the connector declares a capability. */
  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  private static void checkOrigin(URI origin) {
    boolean bare =
        origin.getHost() != null
            && origin.getRawPath().isEmpty()
            && origin.getRawQuery() == null
            && origin.getRawFragment() == null
            && origin.getRawUserInfo() == null;
    if (!bare || !"https".equals(origin.getScheme())) {
      throw new IllegalArgumentException(
          "'" + origin + "' is not an origin like https://provider.example");
    }
  }

  private static void checkLink(String title, URI link) {
    if (!WebAddress.isOne(link)) {
      throw new IllegalArgumentException("The link '" + title + "' is no http or https address.");
    }
  }

  /**
   * Collects metadata; {@code target}, {@code name}, {@code logo} and {@code readme} are needed.
   */
  public static final class Builder {
    private final String id;
    private @Nullable String target;
    private Platform platform = Platform.UNIVERSAL;
    private @Nullable LocalizedText name;
    private @Nullable LocalizedText description;
    private @Nullable Logo logo;
    private Optional<Logo> logoDark = Optional.empty();
    private @Nullable String readme;
    private Set<Capability> capabilities = Set.of();
    private Set<URI> origins = Set.of();
    private boolean standard;
    private Map<String, URI> links = Map.of();

    private Builder(String id) {
      this.id = id;
    }

    /** Key of the identity provider; needed. */
    public Builder target(String value) {
      this.target = value;
      return this;
    }

    /** Where it runs; everywhere unless set. */
    public Builder platform(Platform value) {
      this.platform = value;
      return this;
    }

    /** What a button says after "Sign in with"; needed. */
    public Builder name(LocalizedText value) {
      this.name = value;
      return this;
    }

    /** One sentence for a catalogue; needed. */
    public Builder description(LocalizedText value) {
      this.description = value;
      return this;
    }

    /** The logo for light backgrounds; needed. */
    public Builder logo(Logo value) {
      this.logo = value;
      return this;
    }

    /** The logo for dark backgrounds, where it differs. */
    public Builder logoDark(Logo value) {
      this.logoDark = Optional.of(value);
      return this;
    }

    /** How to set the connector up, in Markdown; needed. */
    public Builder readme(String markdown) {
      this.readme = markdown;
      return this;
    }

    /** Reads the readme from the jar of a class, relative to that class, in UTF-8. */
    public Builder readme(Class<?> anchor, String name) {
      return readme(new String(JarResource.read(anchor, name), UTF_8));
    }

    /** What the connector can do beyond signing in; nothing unless set. */
    public Builder capabilities(Capability... values) {
      this.capabilities = Set.of(values);
      return this;
    }

    /** The origins it talks to, such as {@code https://provider.example}. */
    public Builder origins(URI... values) {
      this.origins = Set.of(values);
      return this;
    }

    /** Whether it speaks a protocol to any provider rather than knowing one. */
    public Builder standard(boolean value) {
      this.standard = value;
      return this;
    }

    /** Documentation, by title. */
    public Builder links(Map<String, URI> values) {
      this.links = values;
      return this;
    }

    /**
     * Makes the metadata.
     *
     * @throws NullPointerException when something needed is missing
     * @throws IllegalArgumentException when something breaks its rule; the message says which
     */
    public ConnectorMetadata build() {
      return new ConnectorMetadata(
          id,
          requireNonNull(target, "target is null"),
          platform,
          requireNonNull(name, "name is null"),
          requireNonNull(description, "description is null"),
          requireNonNull(logo, "logo is null"),
          logoDark,
          requireNonNull(readme, "readme is null"),
          capabilities,
          origins,
          standard,
          links);
    }
  }
}
