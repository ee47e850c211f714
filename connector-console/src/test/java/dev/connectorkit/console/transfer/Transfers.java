package dev.connectorkit.console.transfer;

import dev.connectorkit.console.database.KeyFile;
import dev.connectorkit.console.instance.InstanceSources;
import dev.connectorkit.console.instance.InstanceWorld;
import dev.connectorkit.spi.Secret;

/** Export and import of a console without files and variables. */
final class Transfers {

  private Transfers() {}

  static Transfer of(InstanceWorld world) {
    return new Transfer(
        world.database,
        KeyFile.parse(Secret.of(InstanceWorld.KEY)),
        world.host(),
        InstanceSources.none(),
        world.audit,
        world.clock,
        world.sync::look);
  }
}
