package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.host.trial.CallRecorder;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.RefreshRequest;
import dev.connectorkit.spi.RevocationRequest;
import dev.connectorkit.spi.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A host that was closed stays closed, whoever still calls it. */
@Timeout(300)
@ExtendWith(Stalls.class)
class ClosedHostTest {

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void everyCallSaysSo() {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    Path jar = PluginJarBuilder.good("other").writeTo(elsewhere, "other.jar");
    var host = new PluginHost(folder);
    host.add("one", "sample");
    StartedSignIn started = host.host.begin("one");
    host.close();
    var refresh = new RefreshRequest(Secret.of("token"), Optional.empty(), Set.of());
    var revocation = new RevocationRequest(Secret.of("token"), RevocationRequest.Kind.ACCESS_TOKEN);

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> host.host.begin("one"),
            () -> host.finish(started, "one"),
            () -> host.host.check("one"),
            () -> host.host.refresh("one", refresh),
            () -> host.host.revoke("one", revocation),
            () -> host.host.beginCredential("one", Optional.empty()),
            () -> host.host.completeCredential("one", Map.of(), Optional.empty()),
            () -> host.add("two", "sample"),
            () -> host.host.updateInstance("one", Map.of()),
            () -> host.host.removeInstance("one"),
            () -> host.host.trial("one", "sample", Map.of(), new CallRecorder()),
            () -> host.plugins().install(jar),
            () -> host.plugins().upgrade(jar),
            () -> host.plugins().disable("sample"),
            () -> host.plugins().enable("sample"),
            () -> host.plugins().uninstall("sample"),
            () -> host.plugins().rescan())) {
      PluginHost.assertFails(call, ConnectorError.STOPPED, "The host is closed.");
    }
    assertThat(PluginHost.names(folder)).containsExactly("sample.jar");
    assertThat(host.connectors()).isEmpty();
    host.close();
  }

  @Test
  void aLookAtTheFolderThatWaitedForTheEndBringsNothingBack() {
    PluginJarBuilder.good("sample").code("close", "stall();").writeTo(folder, "sample.jar");
    var host = new PluginHost(folder);
    host.add("one", "sample");
    CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close);
    Stalls.awaitInside();
    var looking = new Thread(() -> host.plugins().poll(), "looking");
    looking.start();
    PluginHost.eventually().until(() -> looking.getState() == Thread.State.WAITING);

    Stalls.release();
    closing.join();
    PluginHost.eventually().until(() -> !looking.isAlive());

    assertThat(host.connectors()).isEmpty();
    assertThat(host.plugins().list()).isEmpty();
  }

  @Test
  void oneThatIsWatchedIsNotLookedAtAnyMore() {
    PluginJarBuilder.good("sample").writeTo(folder, "sample.jar");
    var host = new PluginHost(folder, builder -> builder.watchPlugins(Duration.ofMillis(1)));
    assertThat(host.connectors()).containsExactly("sample");
    host.close();

    PluginHost.eventually().until(() -> !watching());
    assertThat(host.connectors()).isEmpty();
  }

  private static boolean watching() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("connector-plugin-watch"));
  }
}
