package dev.connectorkit.console;

import dev.connectorkit.console.instance.EnabledInstance;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.logo.InstanceLogos;
import dev.connectorkit.console.logo.OwnLogos;
import dev.connectorkit.console.site.SignInChoices;
import dev.connectorkit.spi.Logo;
import java.util.List;
import java.util.Optional;

/** The enabled instances, with their own names and logos. */
final class EnabledChoices implements SignInChoices {

  private final InstanceSync sync;
  private final InstanceLogos logos;

  EnabledChoices(InstanceSync sync, InstanceLogos logos) {
    this.sync = sync;
    this.logos = logos;
  }

  @Override
  public List<SignInChoice> list() {
    return sync.enabled().stream().map(this::choice).toList();
  }

  @Override
  public boolean offers(String instanceId) {
    return sync.isEnabled(instanceId);
  }

  @Override
  public Optional<Logo> picture(String hash) {
    return logos.find(hash);
  }

  private SignInChoice choice(EnabledInstance enabled) {
    OwnLogos own = logos.of(enabled.instance().id());
    return new SignInChoice(enabled.instance(), enabled.displayName(), own.light(), own.dark());
  }
}
