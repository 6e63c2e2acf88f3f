"""The websites that customers write from: who may embed the widget, its look, its pre-chat form."""
