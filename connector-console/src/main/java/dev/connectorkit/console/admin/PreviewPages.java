package dev.connectorkit.console.admin;

import dev.connectorkit.console.instance.InstanceOrder;
import dev.connectorkit.console.instance.InstanceSync;
import dev.connectorkit.console.instance.StoredInstance;
import dev.connectorkit.console.logo.InstanceLogos;
import dev.connectorkit.console.operator.OperatorSession;
import dev.connectorkit.console.site.ChoicePage;
import dev.connectorkit.console.site.SignInButton;
import dev.connectorkit.console.site.SignInChoices.SignInChoice;
import dev.connectorkit.console.web.Templates;
import dev.connectorkit.console.web.Texts;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.ConnectorInstance;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the public page looks like before people see it, and its order. */
public final class PreviewPages implements AdminPages {

  private static final String PAGE = "/admin/sign-in-page";

  private final ConnectorHost host;
  private final InstanceOrder order;
  private final InstanceSync sync;
  private final InstanceLogos logos;
  private final Templates templates = new Templates();

  public PreviewPages(
      ConnectorHost host, InstanceOrder order, InstanceSync sync, InstanceLogos logos) {
    this.host = host;
    this.order = order;
    this.sync = sync;
    this.logos = logos;
  }

  @Override
  public void addTo(RoutesConfig routes, Gate gate) {
    gate.get(routes, PAGE, (context, session) -> show(context, session, gate));
    gate.post(routes, PAGE + "/{id}/up", (context, session) -> move(context, session, -1));
    gate.post(routes, PAGE + "/{id}/down", (context, session) -> move(context, session, 1));
  }

  private void show(Context context, OperatorSession session, Gate gate) {
    Texts texts = Texts.in(String.valueOf(context.queryParam("language")));
    boolean drafts = "yes".equals(context.queryParam("drafts"));
    boolean phone = "yes".equals(context.queryParam("phone"));
    List<StoredInstance> stored = sync.seen();
    List<SignInButton> buttons =
        stored.stream()
            .filter(instance -> instance.enabled() || drafts)
            .flatMap(instance -> button(instance, texts).stream())
            .toList();
    List<PreviewLine> lines = lines(stored);
    templates.render(
        context,
        "admin/sign-in-page.jte",
        Map.of(
            "shell",
            about(context, gate.shell(context, session, "sign-in-page"), lines),
            "texts",
            texts,
            "page",
            new ChoicePage("", Map.of(), buttons, List.of(), false, false, ""),
            "lines",
            lines,
            "sameNames",
            SameNames.among(
                lines.stream()
                    .filter(PreviewLine::enabled)
                    .map(line -> new SameNames.Entry(line.id(), line.name()))
                    .toList()),
            "drafts",
            drafts,
            "phone",
            phone));
  }

  private void move(Context context, OperatorSession session, int places) {
    order.move(context.pathParam("id"), places, session.operator());
    context.redirect(
        Notices.at(PAGE, places < 0 ? "moved-up" : "moved-down", context.pathParam("id")),
        HttpStatus.SEE_OTHER);
  }

  private static Shell about(Context context, Shell shell, List<PreviewLine> lines) {
    return Notices.subject(context)
        .flatMap(id -> lines.stream().filter(line -> line.id().equals(id)).findFirst())
        .map(
            line ->
                shell.saying(
                    Notices.of(context, line.name()),
                    Notices.pressed(context, line.id(), line.first(), line.last())))
        .filter(saying -> !saying.notice().isEmpty())
        .orElse(shell);
  }

  /** None for an instance that does not run: the page does not show it either. */
  private Optional<SignInButton> button(StoredInstance stored, Texts texts) {
    return running(stored.id())
        .map(
            instance ->
                SignInButton.of(
                    new SignInChoice(
                        instance,
                        stored.displayName(),
                        logos.of(stored.id()).light(),
                        logos.of(stored.id()).dark()),
                    texts.ranges()));
  }

  private List<PreviewLine> lines(List<StoredInstance> stored) {
    List<String> movable =
        stored.stream().filter(instance -> !instance.readOnly()).map(StoredInstance::id).toList();
    return stored.stream()
        .map(
            one ->
                new PreviewLine(
                    one.id(),
                    button(one, Texts.in("en")).map(SignInButton::name).orElse(one.connectorId()),
                    one.enabled(),
                    one.readOnly(),
                    movable.indexOf(one.id()) == 0,
                    movable.indexOf(one.id()) == movable.size() - 1))
        .toList();
  }

  private Optional<ConnectorInstance> running(String id) {
    return host.instances().stream()
        .filter(instance -> instance.id().equals(id) && instance.active())
        .findFirst();
  }
}
