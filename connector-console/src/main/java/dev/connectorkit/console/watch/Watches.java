package dev.connectorkit.console.watch;

import dev.connectorkit.host.watch.HostWatch;
import dev.connectorkit.host.watch.WatchedCall;
import dev.connectorkit.host.watch.WatchedSignIn;
import java.util.List;

/** Several that watch one host. */
public final class Watches implements HostWatch {

  private final List<HostWatch> all;

  public Watches(List<? extends HostWatch> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void signIn(WatchedSignIn signIn) {
    all.forEach(watch -> watch.signIn(signIn));
  }

  @Override
  public void call(WatchedCall call) {
    all.forEach(watch -> watch.call(call));
  }
}
