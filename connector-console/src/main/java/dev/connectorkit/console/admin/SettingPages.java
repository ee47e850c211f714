package dev.connectorkit.console.admin;

import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.setting.ShownSetting;
import dev.connectorkit.console.web.Templates;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.Map;

/** What the program was started with, and where each setting comes from. */
public final class SettingPages implements AdminPages {

  private final List<ShownSetting> settings;
  private final InstanceSync sync;
  private final Templates templates = new Templates();

  public SettingPages(List<ShownSetting> settings, InstanceSync sync) {
    this.settings = List.copyOf(settings);
    this.sync = sync;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(
        routes,
        "/admin/settings",
        (context, session) ->
            templates.render(
                context,
                "admin/settings.jte",
                Map.of(
                    "shell", gate.shell(context, session, "settings"),
                    "settings", settings,
                    "problems", sync.sourceProblems())));
  }
}
