//! A button that opens a panel: a menu of actions, or a few lines to read. Escape and a click elsewhere close it.

use crate::components::erased::erased;
use leptos::html;
use leptos::prelude::*;
use leptos::{ev, prelude::window_event_listener};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// What the panel holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Panel {
    /// Actions; the arrow keys move between them.
    Menu,
    /// Something to read.
    Note,
}

#[component]
pub(crate) fn Menu(
    panel: Panel,
    /// The accessible name where the content is not enough; also the tooltip.
    #[prop(into)]
    label: Signal<String>,
    testid: &'static str,
    /// Additional classes of the button.
    #[prop(default = "")]
    class: &'static str,
    /// Called whenever the panel opens.
    #[prop(optional)]
    on_open: Option<Callback<()>>,
    /// Whether the button takes the focus when it appears.
    #[prop(optional)]
    focused: bool,
    /// The button's content.
    #[prop(into)]
    button: ViewFnOnce,
    children: ChildrenFn,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(root) = root.get().filter(|_| focused) {
            focus_button(&root);
        }
    });
    let on_keydown = move |event: ev::KeyboardEvent| {
        let root = root.get_untracked().filter(|_| open.get_untracked());
        if root.is_some_and(|root| press(&event, panel, &root, open)) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        if let Some(on_open) = on_open.filter(|_| open.get_untracked()) {
            on_open.run(());
        }
    };
    let children = StoredValue::new(children);
    view! {
        <div class="menu" node_ref=root on:keydown=on_keydown>
            <button
                type="button"
                class=format!("button {class}")
                data-testid=testid
                title=label
                aria-label=label
                aria-haspopup=(panel == Panel::Menu).then_some("menu")
                aria-expanded=move || open.get().to_string()
                on:click=erased(toggle)
            >
                {button.run()}
            </button>
            <Show when=move || open.get()>
                <OpenPanel panel root open>
                    {children.with_value(|children| children())}
                </OpenPanel>
            </Show>
        </div>
    }
}

/// Handles a key while the panel is open. Returns false for a key that does nothing here.
fn press(event: &ev::KeyboardEvent, panel: Panel, root: &HtmlElement, open: RwSignal<bool>) -> bool {
    match event.key().as_str() {
        "Escape" => {
            open.set(false);
            focus_button(root);
            true
        }
        "Tab" if panel == Panel::Menu => {
            open.set(false);
            false
        }
        key => panel == Panel::Menu && step(root, key),
    }
}

/// Whether the focus is inside an element, or nowhere.
fn has_focus(root: &HtmlElement) -> bool {
    let active = document().active_element();
    active.is_none_or(|active| active.tag_name() == "BODY" || root.contains(Some(&active)))
}

/// Returns the focus to the button that opened the panel.
fn focus_button(root: &HtmlElement) {
    let button = root.query_selector("button").ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        // Has no effect on a button that is no longer in the document.
        let _ = button.focus();
    }
}

/// The panel, while it is open.
#[component]
fn OpenPanel(
    panel: Panel,
    root: NodeRef<html::Div>,
    open: RwSignal<bool>,
    children: Children,
) -> impl IntoView {
    let outside = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let inside = root.get_untracked().is_some_and(|root| root.contains(target.as_ref()));
        if !inside {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    Effect::new(move |_| {
        if let Some(root) = root.get().filter(|_| panel == Panel::Menu) {
            step(&root, "Home");
        }
    });
    // An action closes its menu. Only a focus that is still in the menu goes back to the button: the action may already
    // have focused a field, which would close if it lost the focus.
    let on_click = move |_| {
        if panel == Panel::Menu {
            if let Some(root) = root.get_untracked().filter(|root| has_focus(root)) {
                focus_button(&root);
            }
            open.set(false);
        }
    };
    view! {
        <div class="menu-panel" class:is-note=panel == Panel::Note role=(panel == Panel::Menu).then_some("menu") on:click=erased(on_click)>
            {children()}
        </div>
    }
}

/// One action of a menu.
#[component]
pub(crate) fn MenuItem(
    testid: &'static str,
    /// What it acts on, as `data-name`, where several items share a `data-testid`.
    #[prop(optional, into)]
    name: Option<String>,
    /// Whether it leads to more choices, so that the menu stays open.
    #[prop(optional)]
    leads_on: bool,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    focused: bool,
    /// Whether it is the current choice, if the items are alternatives.
    #[prop(optional, into)]
    chosen: Option<Signal<bool>>,
    act: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    let item = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(item) = item.get().filter(|_| focused) {
            let _ = item.focus();
        }
    });
    let on_click = move |event: ev::MouseEvent| {
        // Stopped here, not in an ancestor: by the time the event reached that, this item would no longer be in the
        // document.
        if leads_on {
            event.stop_propagation();
        }
        act();
    };
    view! {
        <button
            type="button"
            class="menu-item"
            role=if chosen.is_some() { "menuitemradio" } else { "menuitem" }
            aria-checked=chosen.map(|chosen| move || chosen.get().to_string())
            tabindex="-1"
            data-testid=testid
            data-name=name
            node_ref=item
            on:click=erased(on_click)
        >
            {children()}
        </button>
    }
}

/// Moves the focus within the menu. Returns false for a key that does not.
fn step(root: &HtmlElement, key: &str) -> bool {
    let Ok(items) = root.query_selector_all("[role^=menuitem]") else { return false };
    let items: Vec<HtmlElement> =
        (0..items.length()).filter_map(|index| items.get(index)?.dyn_into::<HtmlElement>().ok()).collect();
    if items.is_empty() {
        return false;
    }
    let active = document().active_element();
    let current = items.iter().position(|item| active.as_ref().is_some_and(|active| active == item.as_ref()));
    let last = items.len() - 1;
    let next = match key {
        "ArrowDown" => current.map_or(0, |current| if current == last { 0 } else { current + 1 }),
        "ArrowUp" => current.map_or(last, |current| if current == 0 { last } else { current - 1 }),
        "Home" => 0,
        "End" => last,
        _ => return false,
    };
    let _ = items[next].focus();
    true
}
