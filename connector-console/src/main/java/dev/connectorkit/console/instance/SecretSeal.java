package dev.connectorkit.console.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.signin.Seal;
import dev.connectorkit.host.signin.SealingKeys;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import java.nio.ByteBuffer;
import java.util.List;

/** Seals a secret for the instance and the place in its config that it belongs to. */
public final class SecretSeal {

  private static final String PURPOSE = "connectorkit instance secret";

  private final Seal seal;

  public SecretSeal(SealingKeys keys) {
    this.seal = new Seal(keys);
  }

  String seal(String instanceId, String pointer, Secret secret) {
    return seal.seal(secret.reveal().getBytes(UTF_8), place(instanceId, pointer));
  }

  /**
   * @throws ConnectorException when its key is unknown, or it was not sealed for this place
   */
  Secret open(String instanceId, String pointer, String sealed) {
    return Secret.of(new String(seal.open(sealed, place(instanceId, pointer)), UTF_8));
  }

  boolean isCurrent(String sealed) {
    return seal.isCurrent(sealed);
  }

  /** Each text with its length in front, so that no other texts give the same bytes. */
  private static byte[] place(String instanceId, String pointer) {
    List<byte[]> parts =
        List.of(PURPOSE.getBytes(UTF_8), instanceId.getBytes(UTF_8), pointer.getBytes(UTF_8));
    ByteBuffer buffer =
        ByteBuffer.allocate(parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
    parts.forEach(part -> buffer.putInt(part.length).put(part));
    return buffer.array();
  }
}
