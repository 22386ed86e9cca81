"""The toolkit of the virtual phone: declarative views, layout, input, dialogs, keyboard, drawing."""
