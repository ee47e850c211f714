package dev.connectorkit.host;

import dev.connectorkit.spi.ConnectorMetadata;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose people sign in by an instance, before there is one. Two providers under one target would
 * make one account of two people.
 *
 * @param target as {@link ConnectorInstance#target} would be
 * @param own whether it is the instance's own id
 * @param pointer JSON pointer (RFC 6901) of the config value that leads to another server than the
 *     connector's own, if one does
 */
public record InstanceTarget(
    String instanceId, String target, boolean own, Optional<String> pointer) {

  /**
   * @param configured origins of a config by the name of their property
   */
  static InstanceTarget of(
      String instanceId, ConnectorMetadata metadata, Map<String, List<URI>> configured) {
    Optional<String> elsewhere =
        configured.entrySet().stream()
            .filter(entry -> !metadata.origins().containsAll(entry.getValue()))
            .map(entry -> "/" + entry.getKey().replace("~", "~0").replace("/", "~1"))
            .findFirst();
    boolean own = metadata.standard() || elsewhere.isPresent();
    return new InstanceTarget(instanceId, own ? instanceId : metadata.target(), own, elsewhere);
  }

  static InstanceTarget of(ConnectorInstance view) {
    return new InstanceTarget(view.id(), view.target(), view.ownTarget(), Optional.empty());
  }

  /**
   * Why there cannot be both; one sentence for an administrator.
   *
   * @param other another instance, or what this one was before
   */
  public Optional<String> clash(InstanceTarget other) {
    if (!target.equals(other.target)) {
      return Optional.empty();
    }
    if (instanceId.equals(other.instanceId)) {
      return own == other.own
          ? Optional.empty()
          : Optional.of(
              "The instance '%s' would lead to another provider under the same target, and people of the two would be taken for each other. Remove it, and add one with another id."
                  .formatted(instanceId));
    }
    return own || other.own
        ? Optional.of(
            "The instances '%s' and '%s' are of different providers, and both would have the target '%s'. Give the one whose id is '%s' another id."
                .formatted(instanceId, other.instanceId, target, target))
        : Optional.empty();
  }
}
